// Every page × width × theme × JavaScript on and off: axe, console, requests, overflow.
import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { base, check } from './site.mjs';

const widths = [360, 768, 1280];
const shots = process.env.SHOTS;  // a folder: pictures of every page are left there
async function look(browser, kind, address, width, colorScheme, javaScriptEnabled) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 900 }, colorScheme });
  const page = await context.newPage();
  // axe is a script itself: a page without scripts is one whose own do not come. behaviour.mjs switches them off for real.
  if (!javaScriptEnabled) await page.route('**/*.js', (route) => route.abort());
  const complaints = [];
  const foreign = new Set();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith(`${base}/`) && !request.url().startsWith('data:')) foreign.add(request.url()); });
  const answer = await page.goto(base + address, { waitUntil: 'networkidle' });
  const name = `${kind} at ${width} px, ${colorScheme}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`;

  const status = kind === 'missing' ? 404 : 200;
  check(answer.status() === status, `${name} answers ${status}`, String(answer.status()));
  // A missing page and an icon that a publisher does not have are told to the console by the browser itself.
  const own = complaints.filter((text) => !/Failed to load resource: (the server responded with a status of 404|net::ERR_FAILED)/.test(text));
  check(own.length === 0, `${name} leaves the console clean`, own.slice(0, 3).join(' | '));
  check(foreign.size === 0, `${name} asks nobody else for anything`, [...foreign].join(' '));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(overflow <= 0, `${name} does not scroll sideways`, `${overflow} px`);
  const found = (await new AxeBuilder({ page }).analyze()).violations;
  check(found.length === 0, `${name} has no axe violation`,
        found.map((one) => `${one.id}×${one.nodes.length} at ${one.nodes[0].target}`).join(', '));
  if (shots && javaScriptEnabled) await page.screenshot({ path: path.join(shots, `${kind}-${width}-${colorScheme}.png`) });
  await context.close();
}

// How many looks are taken at a time: a page is mostly waited for.
const atOnce = 3;

export async function checkPages(browser, pages) {
  if (shots) fs.mkdirSync(shots, { recursive: true });
  const looks = [];
  for (const [kind, address] of Object.entries(pages)) {
    for (const width of widths) {
      for (const colorScheme of ['light', 'dark']) {
        looks.push([kind, address, width, colorScheme, true]);
        if (width !== 768) looks.push([kind, address, width, colorScheme, false]);
      }
    }
    // Reflow: at 320 px nothing is lost either.
    looks.push([kind, address, 320, 'light', true]);
  }
  const work = async () => {
    for (let one = looks.shift(); one; one = looks.shift()) await look(browser, ...one);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
