// Every page × width × direction × JavaScript on and off × light and dark: axe, console, requests, overflow; and what a reader
// may change of it: the spacing of text, the zoom, the language.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { base, check, cookiesFor } from './site.mjs';
import { cutOff, hiddenFocus, layOut, overlaps, sideways, spaceBack, spaceOut } from './inside.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.SHOTS;  // a folder: pictures of every page are left there

// A theme changes colours and nothing else: style sheets know it through light-dark() and one query that swaps two buttons of
// one shape. So the rules that look at colours run in both, and the rest, which asks for names, roles, order and sizes, once.
const colours = ['color-contrast', 'link-in-text-block', 'button-name', 'target-size'];
const everything = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
const coloursAlone = { runOnly: colours, resultTypes: ['violations'] };

const run = (page, options) => page.evaluate(async (given) => (await axe.run(document, given)).violations
  .map((one) => `${one.id}×${one.nodes.length} at ${one.nodes[0].target}`), options);

async function judge(page, name) {
  await page.evaluate(axe);
  const light = await run(page, everything);
  check(light.length === 0, `${name}, light, has no axe violation`, light.join(', '));
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run(page, coloursAlone);
  check(dark.length === 0, `${name}, dark, has no axe violation`, dark.join(', '));
}

const none = (faults, sentence) => check(faults.length === 0, sentence, `${faults.length}: ${faults.slice(0, 3).join('; ')}`);

// What holds whatever the theme: asked where script runs and text goes from left to right.
async function judgeLayout(page, name, width) {
  none(await page.evaluate(hiddenFocus), `${name} keeps what has focus in sight`);
  none(await page.evaluate(cutOff), `${name} cuts no text off`);
  if (width === 360) {
    await page.evaluate(spaceOut);
    none(await page.evaluate(cutOff), `${name} cuts no text off when it is spaced out`);
    none(await page.evaluate(overlaps), `${name} lays no text on another when it is spaced out`);
    check(await page.evaluate(sideways) <= 0, `${name} does not scroll sideways when text is spaced out`, `${await page.evaluate(sideways)} px`);
    await page.evaluate(spaceBack);
  }
  // Reflow at 320 px, a desk at 200 % (640 px), a tablet: style sheets alone decide, so the window is resized, not the page loaded again.
  for (const other of width === 360 ? [320] : [640, 768]) {
    await page.setViewportSize({ width: other, height: 900 });
    check(await page.evaluate(sideways) <= 0, `${name} does not scroll sideways at ${other} px`, `${await page.evaluate(sideways)} px`);
    none(await page.evaluate(cutOff), `${name} cuts no text off at ${other} px`);
    none(await page.evaluate(overlaps), `${name} lays no text on another at ${other} px`);
    if (other === 640) continue;
    const found = await run(page, everything);
    check(found.length === 0, `${name} has no axe violation at ${other} px`, found.join(', '));
  }
}

// A page as this visitor sees it; `judged` is given it with the name it goes by.
async function visit(browser, kind, address, { width, language, script }, judged) {
  // Without a service worker: it would answer for the server from the second page on (app.mjs looks at it). Without motion:
  // what is on its way from light to dark has the colours of neither.
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 900 }, colorScheme: 'light', serviceWorkers: 'block',
                                             reducedMotion: 'reduce' });
  await context.addCookies([...cookiesFor(kind), ...(language ? [{ name: 'language', value: language, url: base }] : [])]);
  const page = await context.newPage();
  // axe is a script itself: a page without scripts is one whose own do not come. days.mjs switches them off for real.
  if (!script) await page.route('**/*.js', (route) => route.abort());
  const complaints = [];
  const foreign = new Set();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith(`${base}/`) && !/^(data|blob):/.test(request.url())) foreign.add(request.url()); });
  const answer = await page.goto(base + address, { waitUntil: 'networkidle' });
  const name = `${kind} at ${width} px${language ? ` in ${language}` : ''}${script ? '' : ' without script'}`;

  const status = kind === 'missing' ? 404 : 200;
  check(answer.status() === status, `${name} answers ${status}`, String(answer.status()));
  // A missing page, an icon that a publisher does not have and what these tests withhold are told by the browser itself.
  const own = complaints.filter((text) => !/Failed to load resource: (the server responded with a status of 404|net::ERR_FAILED)|registration blocked by Playwright/.test(text));
  check(own.length === 0, `${name} leaves the console clean`, own.slice(0, 3).join(' | '));
  check(foreign.size === 0, `${name} asks nobody else for anything`, [...foreign].join(' '));
  await page.evaluate(layOut);
  const overflow = await page.evaluate(sideways);
  check(overflow <= 0, `${name} does not scroll sideways`, `${overflow} px`);
  await judged(page, name);
  await context.close();
}

async function look(browser, kind, address, width, language, script) {
  await visit(browser, kind, address, { width, language, script }, async (page, name) => {
    const expected = language ? 'rtl' : 'ltr';
    check(await page.getAttribute('html', 'dir') === expected, `${name} is written ${expected}`);
    await judge(page, name);
    if (shots && script) await page.screenshot({ path: path.join(shots, `${kind}-${width}-${expected}-dark.png`) });
    if (!script || language) return;
    await page.emulateMedia({ colorScheme: 'light' });
    if (shots) await page.screenshot({ path: path.join(shots, `${kind}-${width}-light.png`) });
    await judgeLayout(page, name, width);
  });
}

// Words as long as no language has them.
const longWords = ['front', 'article', 'story', 'latest', 'titles', 'found', 'savedSome', 'followingSome', 'why', 'welcome', 'ranking'];
async function lookAtLongWords(browser, kind, address) {
  await visit(browser, kind, address, { width: 360, language: 'en-XA', script: true }, async (page, name) => {
    for (const width of [360, 320, 768]) {
      await page.setViewportSize({ width, height: 780 });
      check(await page.evaluate(sideways) <= 0, `${name} does not scroll sideways at ${width} px`, `${await page.evaluate(sideways)} px`);
      none(await page.evaluate(cutOff), `${name} cuts no text off at ${width} px`);
      none(await page.evaluate(overlaps), `${name} lays no text on another at ${width} px`);
    }
  });
}

// How many looks are taken at a time: a page is mostly waited for.
const atOnce = 4;

export async function checkPages(browser, pages) {
  if (shots) fs.mkdirSync(shots, { recursive: true });
  const looks = [];
  for (const [kind, address] of Object.entries(pages)) {
    for (const width of [360, 1280]) {
      for (const language of ['', 'ar-XB']) {
        for (const script of [true, false]) looks.push(() => look(browser, kind, address, width, language, script));
      }
    }
    if (longWords.includes(kind)) looks.push(() => lookAtLongWords(browser, kind, address));
  }
  const work = async () => {
    for (let one = looks.shift(); one; one = looks.shift()) await one();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
