// What every answer carries, and how caches are told.
import { base, check } from './site.mjs';

const needed = {
  'content-security-policy': /default-src 'none';(?!.*unsafe).*img-src 'self'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
  'strict-transport-security': /max-age=31536000/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /./,
};

export async function checkHeaders(browser, pages) {
  const front = await fetch(`${base}/`).then((answer) => answer.text());
  const sheet = front.match(/href="(\/static\/main-[^"]+\.css)"/)[1];
  const brands = front.match(/href="(\/static\/brands-[^"]+\.css)"/)[1];
  const addresses = [...Object.values(pages), sheet, brands, '/robots.txt', '/favicon.svg', '/favicon.ico', '/manifest.webmanifest', '/sw.js', '/speculation-rules.json',
                     '/latest.rss', '/latest.atom', '/latest.json', '/latest/new?after=0', '/static/none.css', '/article/999999999', '/section/none'];
  for (const address of addresses) {
    const answer = await fetch(base + address, { redirect: 'manual' });
    for (const [name, pattern] of Object.entries(needed)) {
      check(pattern.test(answer.headers.get(name) ?? ''), `${address} carries ${name}`, answer.headers.get(name) ?? 'absent');
    }
    await answer.arrayBuffer();
  }
  for (const address of [pages.front, pages.article, sheet]) {
    const first = await fetch(base + address);
    await first.arrayBuffer();
    const again = await fetch(base + address, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    check(again.status === 304 || address !== sheet, `${address} answers 304 to its own tag`, String(again.status));
  }
  const immutable = await fetch(base + sheet);
  check(/immutable/.test(immutable.headers.get('cache-control')), 'the style sheet may be kept for ever', immutable.headers.get('cache-control'));

  check(/no-cache/.test((await fetch(`${base}/sw.js`)).headers.get('cache-control')), 'the service worker is asked for anew each time');
  const rules = await fetch(`${base}/speculation-rules.json`);
  check(rules.headers.get('content-type') === 'application/speculationrules+json' && Array.isArray((await rules.json()).prefetch), 'what may be fetched before it is asked for is told');
  check((await fetch(base + pages.article)).headers.get('speculation-rules') === '"/speculation-rules.json"', 'pages say where that is told');

  const statuses = { '/nowhere': 404, '/section/none': 404, '/country/ZZ': 404, '/title/none': 404, '/article/999999999': 404, '/article/x': 404,
                     '/latest/before/x': 404, '/latest/new?after=x': 400, '/static/..%2fmanifest.json': 400 };
  for (const [address, status] of Object.entries(statuses)) {
    const answer = await fetch(base + address, { redirect: 'manual' });
    check(answer.status === status, `${address} answers ${status}`, String(answer.status));
    check(/<h1/.test(await answer.text()), `${address} answers with a page`);
  }
  const wrongSlug = await fetch(`${base}${pages.article.replace(/[^/]+$/, 'another-slug')}`, { redirect: 'manual' });
  check(wrongSlug.status === 301 && wrongSlug.headers.get('location') === pages.article, 'a wrong slug leads to the right one', wrongSlug.headers.get('location'));
  const lower = await fetch(base + pages.country.toLowerCase(), { redirect: 'manual' });
  check(lower.status === 301, 'a country in small letters leads to the country', String(lower.status));
}
