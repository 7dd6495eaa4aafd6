// What the checks share: the browser, the pages of the site that is tested, and how results are told.
import { chromium } from 'playwright-core';

export const base = (process.env.BASE ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
           '--disable-component-update', '--disable-sync'],
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

const links = (html, pattern) => [...new Set([...html.matchAll(pattern)].map((match) => match[1]))];

// One address of each kind of page, found by following links as a reader would.
export async function findPages() {
  const get = (path) => fetch(base + path).then((answer) => answer.text());
  const front = await get('/');
  const latest = await get('/latest');
  const articles = links(front, /href="(\/article\/[^"]+)"/g);
  const mixed = await get('/latest?language=all');
  const rightToLeft = links(mixed, /dir="rtl"[\s\S]{0,400}?href="(\/article\/[^"]+)"/g);
  const withoutPicture = links(front, /<article class="card tile text[\s\S]{0,600}?href="(\/article\/[^"]+)"/g);
  const country = links(front, /href="(\/country\/[A-Z]{2})"/g)[0];
  const title = links(front, /href="(\/title\/[^"]+)"/g)[0];
  const story = links(await get('/top'), /href="(\/story\/[^"]+)"/g)[0];
  const topic = links(await get('/topics'), /href="(\/topic\/[^".]+)"/g)[0];
  const entity = links(await get(topic), /href="(\/entity\/[^".]+)"/g)[0];
  const older = links(latest, /href="(\/latest\/before\/[^"]+)"/g)[0];
  const pages = { front: '/', latest: '/latest', older, section: '/section/world', country, title, titles: '/titles', topics: '/topics', topic, entity,
                  mixed: '/?language=all', arabic: mixed.includes('lang="ar') ? '/latest?language=ar' : '', article: articles[0], plain: withoutPicture[0], rtl: rightToLeft[0], story, top: '/top', blind: '/blind-spots', ranking: '/ranking', search: '/search', found: '/search?q=minister', foundRtl: '/search?q=lang%3Aar', unfound: '/search?q=%22qqq+qqq%22', about: '/about', missing: '/nowhere-at-all' };
  return Object.fromEntries(Object.entries(pages).filter(([, path]) => path));
}
