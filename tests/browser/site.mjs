// What the checks share: the browser, the pages of the site that is tested, and how results are told.
import { chromium } from 'playwright-core';

export const base = (process.env.BASE ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

// Without the parts of its own window that a browser loads ahead: they cost as much as a page of ours.
export const browserFlags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
                             '--disable-component-update', '--disable-sync', '--disable-features=PreloadTopChromeWebUI'];

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: browserFlags,
  });
}

// Every check is a sentence that holds or does not.
const failures = [];
let passed = 0;
export function check(holds, sentence, detail = '') {
  if (holds) { passed += 1; if (process.env.VERBOSE) console.log(`ok      ${sentence}`); return; }
  const text = `${sentence}${detail ? `: ${detail}` : ''}`;
  failures.push(text);
  console.log(`FAILED  ${text}`);
}
export function finish() {
  console.log(`${passed} checks hold, ${failures.length} do not`);
  return failures.length === 0 ? 0 : 1;
}

// Waits until the front page shows articles, as it does a few seconds after the start.
export async function waitForNews(seconds = 90) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const html = await fetch(`${base}/`).then((answer) => answer.text()).catch(() => '');
    const articles = html.match(/class="card /g)?.length ?? 0;
    if (articles >= 20) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`the front page of ${base} had no articles after ${seconds} s`);
}

// Waits until what arrived is taken in: figures are of the pages, not of what the server does besides.
export async function waitForCalm(seconds = 240) {
  const figure = (text, name) => Number(text.match(new RegExp(`^${name} (\\S+)`, 'm'))?.[1] ?? 0);
  let before = -1;
  for (let second = 0; second < seconds; second += 2) {
    const text = await fetch(`${base}/metrics`).then((answer) => answer.text());
    const articles = figure(text, 'newsstand_edition_articles');
    if (articles === before && articles > 0 && figure(text, 'newsstand_pages_under_way') === 0) return;
    before = articles;
    await new Promise((done) => setTimeout(done, 2000));
  }
}

const links = (html, pattern) => [...new Set([...html.matchAll(pattern)].map((match) => match[1]))];

// The cookies of a reader who keeps something, by kind of page; others come as strangers.
const cookies = {};
export const cookiesFor = (kind) => cookies[kind] ?? [];
export const cookieHeader = (kind) => ({ cookie: cookiesFor(kind).map(({ name, value }) => `${name}=${value}`).join('; ') });

async function keep(kind, path, fields) {
  cookies[kind] ??= [];
  const answer = await fetch(base + path, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ do: 'add', ...fields }).toString(),
    headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded', ...cookieHeader(kind) } });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value, at] = line.match(/^([^=]+)=([^;]*);.*?Path=([^;]+)/);
    cookies[kind] = [...cookies[kind].filter((one) => one.name !== name), { name, value, domain: new URL(base).hostname, path: at }];
  }
}

// One address of each kind of page, found by following links as a reader would.
export async function findPages() {
  const get = (path) => fetch(base + path).then((answer) => answer.text());
  const front = await get('/');
  const latest = await get('/latest');
  const articles = links(front, /href="(\/article\/[^"]+)"/g);
  const mixed = await get('/latest?language=all');
  const rightToLeft = links(mixed + await get('/latest?language=ar'), /dir="rtl"[\s\S]{0,400}?href="(\/article\/[^"]+)"/g);
  const withoutPicture = links(front, /<article class="card tile text[\s\S]{0,600}?href="(\/article\/[^"]+)"/g);
  const country = links(front, /href="(\/country\/[A-Z]{2})"/g)[0];
  const title = links(front, /href="(\/title\/[^"]+)"/g)[0];
  const story = links(await get('/top'), /href="(\/story\/[^"]+)"/g)[0];
  const topic = links(await get('/topics'), /href="(\/topic\/[^".]+)"/g)[0];
  const entity = links(await get(topic), /href="(\/entity\/[^".]+)"/g)[0];
  const older = links(latest, /href="(\/latest\/before\/[^"]+)"/g)[0];
  const pages = { front: '/', latest: '/latest', older, section: '/section/world', country, title, titles: '/titles', topics: '/topics', topic, entity,
                  mixed: '/?language=all', arabic: mixed.includes('lang="ar') ? '/latest?language=ar' : '', article: articles[0], plain: withoutPicture[0], rtl: rightToLeft[0], story, top: '/top', blind: '/blind-spots', ranking: '/ranking', search: '/search', found: '/search?q=minister', foundRtl: '/search?q=lang%3Aar', unfound: '/search?q=%22qqq+qqq%22', about: '/about', missing: '/nowhere-at-all' };
  const numbers = articles.slice(0, 4).map((path) => path.split('/')[2]);
  const name = (path) => path.split('/')[2];
  for (const article of numbers) {
    await keep('savedSome', '/saved', { article });
    await keep('historySome', '/history', { article });
  }
  await keep('hiddenSome', '/hidden', { article: numbers[3] });
  await keep('hiddenSome', '/hidden', { title: name(title) });
  for (const what of [`title:${name(title)}`, `topic:${name(topic)}`, `entity:${name(entity)}`]) await keep('followingSome', '/following', { what });
  Object.assign(pages, { saved: '/saved', savedSome: '/saved', history: '/history', historySome: '/history', hidden: '/hidden', hiddenSome: '/hidden',
                         following: '/following', followingSome: '/following', followingDone: `/following?done=add&what=topic%3A${name(topic)}&back=%2F`,
                         why: `/why/${numbers[0]}`, thanks: `/wrong/${numbers[0]}/thanks` });
  for (const path of ['welcome', 'app', 'offline', 'highlights', 'how-publishers-are-paid', 'share']) {
    if ((await fetch(`${base}/${path}`)).status === 200) pages[path] = `/${path}`;
  }
  return Object.fromEntries(Object.entries(pages).filter(([, path]) => path));
}
