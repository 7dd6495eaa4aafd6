// The HTML of every page is valid, and what machines read in it is there.
import { HtmlValidate } from 'html-validate';
import { base, check, cookieHeader } from './site.mjs';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',             // headlines are as long as their publishers make them
    'no-inline-style': 'error',
    'require-sri': 'off',            // everything is of our own origin
    'prefer-native-element': ['error', { exclude: ['region'] }],
    'tel-non-breaking': 'off',
    'attribute-boolean-style': 'off',
    'no-implicit-button-type': 'off',  // buttons of forms that are sent
  },
});

export async function checkHtml(browser, pages) {
  for (const [kind, address] of Object.entries(pages)) {
    const html = await fetch(base + address, { headers: cookieHeader(kind) }).then((answer) => answer.text());
    const report = await validator.validateString(html, `${kind}.html`);
    const messages = report.results.flatMap((result) => result.messages).filter((message) => message.severity === 2);
    check(messages.length === 0, `${kind} is valid HTML`, messages.slice(0, 3).map((m) => `${m.ruleId} line ${m.line}: ${m.message}`).join(' | '));
    check(!/\son[a-z]+="|style="|<style|javascript:/i.test(html), `${kind} has no script or style in it`);
    check((html.match(/<h1[\s>]/g) ?? []).length === 1, `${kind} has one h1`);
    check(!/\{\{|\}\}|>…</.test(html.replace(/<script type="application\/ld\+json">.*?<\/script>/gs, '')), `${kind} has no marker left`);
  }
  const article = await fetch(base + pages.article).then((answer) => answer.text());
  const data = JSON.parse(article.match(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/)?.[1] ?? 'null');
  const news = [data].flat().find((one) => one?.['@type'] === 'NewsArticle');
  check(news?.headline && news.datePublished && news.dateModified && news.author?.[0]?.name && news.publisher?.name, 'the article says what it is as JSON-LD');
  for (const property of ['og:title', 'og:type', 'og:url']) check(article.includes(`property="${property}"`), `the article has ${property}`);
  check(/<link rel="canonical"/.test(article), 'the article has a canonical address');
  check(/<time [^>]*datetime="\d{4}-\d\d-\d\dT[\d:.]+Z"/.test(article), 'the article tells its time to machines');

  const rss = await fetch(`${base}/latest.rss`).then((answer) => answer.text());
  const atom = await fetch(`${base}/latest.atom`).then((answer) => answer.text());
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const [name, text] of [['RSS', rss], ['Atom', atom]]) {
    const faulty = await page.evaluate((xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent ?? '', text);
    check(faulty === '' && text.length > 1000, `the ${name} feed is well-formed`, faulty.slice(0, 200));
  }
  await context.close();
  const json = await fetch(`${base}/latest.json`).then((answer) => answer.json());
  check(json.version === 'https://jsonfeed.org/version/1.1' && json.items.length > 0 && json.items.every((item) => item.id && item.url), 'the JSON feed has items');
  for (const kind of ['section', 'country', 'title', 'topic', 'entity']) {
    const answer = await fetch(`${base}${pages[kind]}.rss`);
    check(answer.status === 200 && /rss\+xml/.test(answer.headers.get('content-type')), `${kind} has a feed`);
  }
}
