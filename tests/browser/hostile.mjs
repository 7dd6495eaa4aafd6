// node hostile.mjs: lets Chromium read all hostile inputs of the test data as readers get them, without a Content-Security-Policy,
// so that the sanitiser alone stands between them and the reader. No dialog, no script, no request but the page's own pictures.
// HOSTILE_PAGES names the program that makes the pages' texts; VERBOSE=1 tells of every page.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { check, finish, startBrowser } from './site.mjs';

const data = join(process.env.NEWSSTAND_DATA ?? join(homedir(), '.cache', 'newsstand-data'), 'security');
const program = process.env.HOSTILE_PAGES ?? join(import.meta.dirname ?? '.', '..', '..', 'build', 'tests', 'hostile_pages');
const perPage = 300;

if (!existsSync(data)) {
  console.log(`SKIP hostile: no test data in ${data}`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const rows = (name) => readFileSync(join(data, name), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const plain = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescapeXml = (text) => text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => plain[name]);
function partsOfFeed(xml) {
  const texts = [...xml.matchAll(/>([^<]+)</g)].map((m) => unescapeXml(m[1])).filter((text) => /[<&]/.test(text));
  return [xml, ...texts, ...[...xml.matchAll(/<!\[CDATA\[(.*?)\]\]>/gs)].map((m) => m[1])];
}

function textsFor(inputs) {
  const run = spawnSync(program, [], { input: inputs.map((input) => JSON.stringify({ input })).join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`${program}: ${run.error ?? run.stderr}`);
  const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  if (answers.length !== inputs.length) throw new Error(`${inputs.length} inputs, ${answers.length} answers`);
  return answers;
}

// One page at a time: what is put here is what the address answers, with no policy at all.
let current = '';
const asked = [];
const server = createServer((request, response) => {
  asked.push(request.url);
  if (request.url !== '/page') { response.writeHead(404).end(); return; }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>Hostile</title><link rel="icon" href="data:,"><body>${current}</body></html>`);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

// In the page: what a browser made of the texts, and every event a handler could wait for. The second round reads the
// page's own serialisation, which is where markup that changes its meaning would show.
function look(round) {
  const faults = new Set();
  const events = ['mouseover', 'mouseenter', 'pointerover', 'focus', 'focusin', 'blur', 'error', 'load', 'toggle', 'beforetoggle', 'animationstart',
                  'animationend', 'transitionend', 'scroll', 'wheel', 'copy', 'paste', 'keydown', 'input', 'change', 'submit', 'begin', 'canplay', 'contextmenu'];
  const texts = [...document.querySelectorAll('body > div.text')];
  for (const text of texts) if (round === 2) text.innerHTML = text.innerHTML;
  let elements = 0;
  for (const text of texts) {
    for (const element of text.querySelectorAll('*')) {
      elements += 1;
      if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.add(`an element of ${element.namespaceURI}`);
      if (/^(script|style|iframe|frame|object|embed|applet|link|meta|base|form|input|button|textarea|select|svg|math|template|video|audio|noscript|title|body|html)$/i.test(element.localName)) faults.add(`<${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^action$|^formaction$|^background$|^ping$|^is$/i.test(name)) faults.add(`${element.localName} ${name}`);
        if (name === 'id' && !value.startsWith('user-content-')) faults.add(`id ${value}`);
      }
      if (element.localName === 'a' && element.hasAttribute('href') && !/^(https?|mailto):$/.test(element.protocol)) faults.add(`a link to ${element.protocol}`);
      if (element.localName === 'img' && !/^https?:/.test(element.src)) faults.add(`a picture from ${element.src.slice(0, 40)}`);
      for (const type of events) element.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
  return { faults: [...faults], elements, texts: texts.length };
}

const context = await (await startBrowser()).newContext();

// What happens while Chromium reads one page of texts.
async function read(texts, mayAsk) {
  const page = await context.newPage();
  const seen = { dialogs: [], scripts: [], requests: [] };
  page.on('dialog', async (dialog) => { seen.dialogs.push(dialog.message()); await dialog.dismiss().catch(() => {}); });
  // "Failed to load resource" is the browser's own remark on a picture that is not there.
  page.on('console', (message) => { if (!/^Failed to load resource|^Mixed Content/.test(message.text())) seen.scripts.push(message.text().slice(0, 80)); });
  page.on('pageerror', (error) => seen.scripts.push(String(error).slice(0, 80)));
  page.on('popup', (popup) => { seen.requests.push(`a window with ${popup.url()}`); popup.close().catch(() => {}); });
  page.on('framenavigated', (frame) => { if (frame.url() !== `${origin}/page`) seen.requests.push(`a frame with ${frame.url()}`); });
  await page.route('**/*', (route) => {
    const request = route.request();
    if (request.url() === `${origin}/page`) return route.continue();
    if (!mayAsk(request)) seen.requests.push(`${request.resourceType()} ${request.url().slice(0, 120)}`);
    return route.abort();
  });
  current = texts.map((text) => `<div class="text">${text}</div>\n`).join('');
  let faults = [], elements = 0;
  try {
    await page.goto(`${origin}/page`, { waitUntil: 'load', timeout: 30_000 });
    for (const round of [1, 2]) {
      const found = await page.evaluate(look, round);
      if (found.texts !== texts.length) faults.push(`${found.texts} of ${texts.length} texts stand beside each other`);
      faults.push(...found.faults);
      if (round === 1) elements += found.elements;
      await page.waitForTimeout(50);
    }
  } catch (error) {
    faults.push(String(error).slice(0, 200));
  }
  await page.close();
  return { ...seen, faults, elements };
}

const picture = (request) => request.resourceType() === 'image';
const forms = {
  sanitised: (request) => picture(request) && /^https?:/.test(request.url()),
  shown: (request) => picture(request) && request.url().startsWith(`${origin}/picture/`),
};
const total = (seen) => seen.dialogs.length + seen.scripts.length + seen.requests.length + seen.faults.length;
const tell = (seen) => JSON.stringify({ dialogs: seen.dialogs, scripts: seen.scripts, requests: seen.requests, faults: seen.faults }).slice(0, 400);

// That the eyes are open: the same inputs as they came.
async function checkTheCheck(inputs) {
  const naked = inputs.filter((input) => /^<(img|svg)[^>]*on(error|load)=["']?(alert|confirm|prompt)\(/i.test(input) && /^[^<]*<[^<>]*>$/.test(input)).slice(0, 20);
  check(naked.length >= 5, 'some inputs are attacks by themselves', String(naked.length));
  const seen = await read(naked, forms.shown);
  check(seen.dialogs.length > 0, 'unsanitised, they open dialogs', tell(seen));
  check(seen.requests.length > 0, 'unsanitised, they make requests', tell(seen));
  check(seen.faults.length > 0, 'unsanitised, their handlers are seen', tell(seen));
}

async function checkSet(name, inputs) {
  const answers = textsFor(inputs);
  for (const [form, mayAsk] of Object.entries(forms)) {
    let dialogs = 0, scripts = 0, requests = 0, faults = 0, elements = 0, blamed = false;
    for (let from = 0; from < answers.length; from += perPage) {
      const texts = answers.slice(from, from + perPage).map((answer) => answer[form]);
      const seen = await read(texts, mayAsk);
      if (process.env.VERBOSE) console.log(`${name} ${form} ${from}: ${seen.elements} elements, ${tell(seen)}`);
      dialogs += seen.dialogs.length; scripts += seen.scripts.length; requests += seen.requests.length; faults += seen.faults.length; elements += seen.elements;
      if (total(seen) === 0 || blamed) continue;
      blamed = true;  // the first page that is not clean is read again, text by text
      for (const [i, text] of texts.entries()) {
        const alone = await read([text], mayAsk);
        if (total(alone)) console.log(`  input ${JSON.stringify(inputs[from + i]).slice(0, 200)}\n  became ${text.slice(0, 300)}\n  ${tell(alone)}`);
      }
    }
    const figures = `${dialogs} dialogs, ${scripts} scripts, ${requests} requests, ${faults} other faults`;
    check(dialogs + scripts + requests + faults === 0, `${name}: ${inputs.length} texts, ${form}, without a policy`, figures);
    check(elements > inputs.length / 8, `${name}: something of the texts is left`, String(elements));
    console.log(`${name}, ${form}: ${inputs.length} texts, ${elements} elements, ${figures}`);
  }
}

const hostile = rows('hostile_html.jsonl').map((row) => row.input);
await checkTheCheck(hostile);
await checkSet('hostile_html', hostile);
await checkSet('feed_sanitize', rows('feed_sanitize.jsonl').flatMap((row) => partsOfFeed(row.xml)));
const strange = asked.filter((path) => path !== '/page' && !path.startsWith('/picture/'));
check(strange.length === 0, 'nothing else was asked of the server', strange.slice(0, 5).join(', '));
await context.browser().close();
server.close();
process.exit(finish());
