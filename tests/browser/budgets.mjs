// The budgets of the pages, from the network log of a cold visit.
import zlib from 'node:zlib';
import { base, check } from './site.mjs';

const kilo = 1024;
const budgets = {
  front: { html: 20, total: 250, requests: 25 },
  article: { html: 18, total: 200, requests: 18 },
};

export async function checkBudgets(browser, pages) {
  for (const [kind, budget] of Object.entries(budgets)) {
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 900 }, deviceScaleFactor: width < 500 ? 2 : 1 });
      const page = await context.newPage();
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; })
          .observe({ type: 'layout-shift', buffered: true });
      });
      const sizes = { html: 0, js: 0, css: 0, font: 0, image: 0, other: 0 };
      let requests = 0;
      const seen = [];
      page.on('requestfinished', (request) => seen.push((async () => {
        const { responseBodySize } = await request.sizes();
        const type = request.resourceType();
        const key = type === 'document' ? 'html' : type === 'script' ? 'js' : type === 'stylesheet' ? 'css' : sizes[type] === undefined ? 'other' : type;
        sizes[key] += responseBodySize;
        requests += 1;
      })()));
      await page.goto(base + pages[kind], { waitUntil: 'networkidle' });
      await Promise.all(seen);
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      const shift = await page.evaluate(() => window.shift);
      const html = zlib.gzipSync(await (await fetch(base + pages[kind])).text(), { level: 6 }).length;
      const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
      const name = `${kind} at ${width} px`;
      console.log(`${name}: ${requests} requests, ${(total / kilo).toFixed(1)} KB (HTML ${(html / kilo).toFixed(1)} gz, `
        + `CSS ${(sizes.css / kilo).toFixed(1)}, JS ${(sizes.js / kilo).toFixed(1)}, fonts ${(sizes.font / kilo).toFixed(1)}, `
        + `pictures ${(sizes.image / kilo).toFixed(1)}), ${nodes} nodes, shift ${shift.toFixed(4)}`);
      check(html <= budget.html * kilo, `${name}: HTML ≤ ${budget.html} KB`, String(html));
      check(sizes.js <= 10 * kilo, `${name}: scripts ≤ 10 KB`, String(sizes.js));
      check(sizes.css <= 12 * kilo, `${name}: style sheets ≤ 12 KB`, String(sizes.css));
      check(total <= budget.total * kilo, `${name}: first view ≤ ${budget.total} KB`, String(total));
      check(requests <= budget.requests, `${name}: ≤ ${budget.requests} requests`, String(requests));
      check(nodes <= 1400, `${name}: ≤ 1,400 nodes`, String(nodes));
      check(shift <= 0.02, `${name}: nothing moves`, String(shift));
      await context.close();
    }
  }
}
