// The budgets of the pages, from the network log of a cold visit.
import zlib from 'node:zlib';
import { base, check } from './site.mjs';

const kilo = 1024;
const front = { html: 20, total: 250, requests: 25, sheets: 12 }, article = { html: 18, total: 200, requests: 18, sheets: 12 };
// A story has the icons of up to twelve titles. A row of a list has a small picture, which is asked for when it comes near; the landing page has a wall of titles' icons
// and a sheet of its own.
const story = { ...article, requests: 25 }, list = { ...front, requests: 40 }, landing = { ...front, requests: 50, sheets: 16 };
const budgets = { front, article, story, latest: list, section: list, title: list, found: front, saved: article, welcome: landing };
const script = 10, leadPicture = 60;  // KB, of every page

// Adds up what moves on a page, and remembers what it was: to be run in the page before it loads.
function watchShift() {
  window.shift = 0;
  window.moved = [];
  window.largest = 0;
  new PerformanceObserver((list) => { window.largest = list.getEntries().at(-1).startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  const box = ({ x, y, width, height }) => `${x},${y} ${width}×${height}`;
  const tell = ({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.className ?? ''} "${(node?.textContent ?? '').trim().slice(0, 30)}"`
    + ` from ${box(previousRect)} to ${box(currentRect)}`;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      window.shift += entry.value;
      window.moved.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ${entry.sources.map(tell).join('; ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const viewport = (width) => ({ viewport: { width, height: width < 500 ? 780 : 900 }, deviceScaleFactor: width < 500 ? 2 : 1 });
const movement = (page) => page.evaluate(() => ({ shift: window.shift, moved: window.moved.join(' | ') }));

// What comes late must not move what is read already: a slow network brings fonts and pictures after the first paint,
// and the script that tells times in the reader's own zone after both.
async function checkSlowNetwork(browser, kind, address) {
  for (const width of [360, 768, 1280]) {
    const context = await browser.newContext({ ...viewport(width), timezoneId: 'America/St_Johns' });
    const page = await context.newPage();
    await page.addInitScript(watchShift);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
    await page.goto(base + address, { waitUntil: 'networkidle', timeout: 120_000 });
    const { shift, moved } = await movement(page);
    // Told, not judged: how long a paint takes is the machine's too. Lighthouse judges it, slowed down by what the machine can.
    const largest = await page.evaluate(() => window.largest);
    console.log(`${kind} at ${width} px on a slow network: largest paint after ${Math.round(largest)} ms, shift ${shift.toFixed(4)}`);
    check(shift <= 0.02, `${kind} at ${width} px: nothing moves on a slow network`, `${shift} = ${moved}`);
    await context.close();
  }
}

export async function checkBudgets(browser, pages) {
  for (const [kind, budget] of Object.entries(budgets)) {
    for (const width of [360, 1280]) {
      const context = await browser.newContext(viewport(width));
      const page = await context.newPage();
      await page.addInitScript(watchShift);
      const sizes = { html: 0, js: 0, css: 0, font: 0, image: 0, other: 0 };
      let requests = 0;
      const pictures = new Map();
      const seen = [];
      let viewing = true;  // what comes after the first view, the question for newer articles, is not part of it
      page.on('requestfinished', (request) => viewing && seen.push((async () => {
        const { responseBodySize } = await request.sizes();
        const type = request.resourceType();
        const key = type === 'document' ? 'html' : type === 'script' ? 'js' : type === 'stylesheet' ? 'css' : sizes[type] === undefined ? 'other' : type;
        sizes[key] += responseBodySize;
        requests += 1;
        if (type === 'image') pictures.set(request.url(), responseBodySize);
      })()));
      await page.goto(base + pages[kind], { waitUntil: 'networkidle' });
      viewing = false;
      await Promise.all(seen);
      const lead = await page.evaluate(() => document.querySelector('img[fetchpriority="high"]')?.currentSrc ?? '');
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      const { shift, moved } = await movement(page);
      const html = zlib.gzipSync(await (await fetch(base + pages[kind])).text(), { level: 6 }).length;
      const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
      const name = `${kind} at ${width} px`;
      console.log(`${name}: ${requests} requests, ${(total / kilo).toFixed(1)} KB (HTML ${(html / kilo).toFixed(1)} gz, `
        + `CSS ${(sizes.css / kilo).toFixed(1)}, JS ${(sizes.js / kilo).toFixed(1)}, fonts ${(sizes.font / kilo).toFixed(1)}, `
        + `pictures ${(sizes.image / kilo).toFixed(1)}), ${nodes} nodes, shift ${shift.toFixed(4)}`);
      check(html <= budget.html * kilo, `${name}: HTML ≤ ${budget.html} KB`, String(html));
      check(sizes.js <= script * kilo, `${name}: scripts ≤ ${script} KB`, String(sizes.js));
      check(sizes.css <= budget.sheets * kilo, `${name}: style sheets ≤ ${budget.sheets} KB`, String(sizes.css));
      check(total <= budget.total * kilo, `${name}: first view ≤ ${budget.total} KB`, String(total));
      check(lead === '' || pictures.get(lead) <= leadPicture * kilo, `${name}: its first picture ≤ ${leadPicture} KB`, `${pictures.get(lead)} for ${lead}`);
      check(requests <= budget.requests, `${name}: ≤ ${budget.requests} requests`, String(requests));
      check(nodes <= 1400, `${name}: ≤ 1,400 nodes`, String(nodes));
      check(shift <= 0.02, `${name}: nothing moves`, `${shift} = ${moved}`);
      await context.close();
    }
  }
  for (const kind of ['front', 'article', 'story', 'latest']) await checkSlowNetwork(browser, kind, pages[kind]);
}
