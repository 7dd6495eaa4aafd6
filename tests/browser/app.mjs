// Days of a reader with the app: without a network, with the keyboard alone, with cards, in an article, listening.
import AxeBuilder from '@axe-core/playwright';
import { base, check } from './site.mjs';

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1280, height: 900 } };

// Waits until something becomes true in the page, and says whether it did.
async function becomes(page, test, argument, seconds = 15) {
  return page.waitForFunction(test, argument, { timeout: seconds * 1000 }).then(() => true, () => false);
}
// Asks until it is so, or it has had its time.
async function eventually(ask, seconds = 15) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await ask()) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}
// What a cache holds, once it has a page that begins so (or after a while).
const cacheHolds = (page, name, path, least) => page.evaluate(async ([cache, start, most]) => {
  let paths = [];
  for (let turn = 0; turn < 250; turn += 1) {
    paths = (await (await caches.open(cache)).keys()).map((key) => new URL(key.url).pathname);
    if (paths.filter((one) => one.startsWith(start)).length >= most) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return paths;
}, [name, path, least]);
const stored = (page, key) => page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? 'null'), key);
const toastText = (page) => page.textContent('.toast').catch(() => '');
// What the server's own page of a list names.
const keysOf = async (page, path) => page.evaluate(async (address) => {
  const text = await (await fetch(address)).text();
  return [...text.matchAll(/data-key="([^"]+)"/g)].map((match) => match[1]);
}, path);

// What scripts make has to be as good for everybody as the pages are.
async function isForAll(page, what) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  check(violations.length === 0, `axe finds nothing wrong with ${what}`, violations.map((one) => `${one.id} ${one.nodes[0]?.html}`).join('; '));
}

async function ready(page) {
  await becomes(page, () => navigator.serviceWorker?.controller !== null);
  return becomes(page, () => document.querySelector('.card[data-article]') !== null);
}

async function offlineDay(browser, pages) {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`${base}/robots.txt`);
  await page.evaluate(async () => (await caches.open('static-before')).put('/old', new Response('old')));
  await page.goto(`${base}/`);
  await ready(page);
  const edition = await cacheHolds(page, 'edition', '/article/', 30);
  check(edition.length >= 30 && edition.includes('/'), 'the edition is kept for use without a network', `${edition.length} pages`);
  check(!await page.evaluate(() => caches.has('static-before')), 'files of an earlier version are not kept');
  const card = page.locator('.card:has(img)').first();
  const id = await card.getAttribute('data-article');
  await card.locator('a.why').click();
  await page.click('dialog .menu button >> nth=0');
  check(/saved/i.test(await toastText(page)), 'saving is told', await toastText(page));
  const saved = await cacheHolds(page, 'saved', `/article/${id}/`, 1);
  check(saved.some((path) => path.startsWith(`/article/${id}/`)) && saved.some((path) => path.startsWith('/picture/')), 'a saved article is kept with its pictures', saved.join(' '));
  await page.waitForTimeout(500);

  await context.setOffline(true);
  await page.goto(`${base}/`);
  check(await page.locator('.card').count() > 10, 'without a network the front page is there');
  check(await becomes(page, () => /network/.test(document.querySelector('.toast')?.textContent ?? '')), 'it says that it is a kept copy');
  const other = page.locator('.card h3 a').nth(3);
  const headline = await other.textContent();
  await other.click();
  await page.waitForURL(/\/article\//);
  check((await page.textContent('h1'))?.trim() === headline?.trim(), 'an article of the edition opens without a network', headline);
  await page.goto(`${base}/saved`);
  check(await page.locator(`[data-list="saved"] [data-article="${id}"]`).count() === 1, 'the saved articles are listed without a network');
  await page.click(`[data-list="saved"] [data-article="${id}"] h3 a`);
  await page.waitForURL(/\/article\//);
  check(await becomes(page, () => [...document.querySelectorAll('.figure img, .body img')].some((image) => image.naturalWidth > 0)), 'a saved article shows its picture without a network');
  const missing = await page.goto(`${base}${pages.titles}?never=seen`);
  check(missing?.status() === 503, 'a page that was never seen says that there is no network', String(missing?.status()));

  await page.goto(`${base}/`);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const second = await page.evaluate(() => document.activeElement.closest('.card').dataset.article);
  await page.keyboard.press('s');
  check(await becomes(page, () => JSON.parse(localStorage.getItem('outbox') ?? '[]').length === 1), 'what cannot be sent waits');
  await page.reload();
  check((await stored(page, 'outbox'))?.length === 1, 'a reload loses nothing of it');
  check(await page.locator(`.card[data-article="${second}"].saved`).count() > 0, 'it is shown as saved all the same');
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  check(await becomes(page, () => JSON.parse(localStorage.getItem('outbox') ?? '[]').length === 0), 'it is sent when the network is back');
  const keys = await keysOf(page, '/saved');
  check(keys.includes(id) && keys.includes(second), 'the server has both saved articles', keys.join(' '));
  const urls = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((key) => key.url)))).flat());
  check(urls.length > 20 && !urls.some((url) => /\/search\?q=|\/dev\//.test(url)), 'nothing that was sought is kept', `${urls.length}`);
  await forgets(page);
  await context.close();
}

async function forgets(page) {
  const address = await page.evaluate(async () => {
    for (const path of ['/saved', '/about', '/app', '/history']) if (/action="\/forget"/.test(await (await fetch(path)).text())) return path;
    return '';
  });
  check(address !== '', 'a page offers to forget this device');
  if (!address) return;
  await page.goto(base + address);
  await page.evaluate(() => { for (let at = document.querySelector('form[action="/forget"]'); at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; });
  await page.click('form[action="/forget"] button');
  await page.waitForURL(/\/saved/);
  const shelf = await stored(page, 'shelf');
  check(!(shelf?.saved?.length > 0), 'forgetting clears what this device knew', JSON.stringify(shelf));
  const left = await page.evaluate(async () => (await (await caches.open('saved')).keys()).length);
  check(left === 0, 'forgetting clears what was kept for use without a network', String(left));
  check((await keysOf(page, '/saved')).length === 0, 'forgetting clears the server’s list');
}

// Who saves data is sent nothing ahead; what is asked for is kept all the same.
async function savingDay(browser) {
  const context = await browser.newContext(desk);
  await context.route('**/sw.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `Object.defineProperty(navigator, 'connection', { value: { saveData: true } });${await answer.text()}` });
  });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await ready(page);
  await page.waitForTimeout(8000);
  check(!await page.evaluate(() => caches.has('edition')), 'with Save-Data no edition is fetched ahead');
  const card = page.locator('.card:has(img)').first();
  await card.locator('a.why').click();
  await page.click('dialog .menu button >> nth=0');
  const saved = await cacheHolds(page, 'saved', `/article/${await card.getAttribute('data-article')}/`, 1);
  check(saved.some((path) => path.startsWith('/article/')) && !saved.some((path) => path.startsWith('/picture/')), 'a saved article is kept without its pictures', saved.join(' '));
  await context.close();
}

async function keyboardDay(browser, pages) {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await ready(page);
  const focused = () => page.evaluate(() => document.activeElement.closest('.card')?.dataset.article ?? '');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const id = await focused();
  await page.keyboard.press('s');
  check(await becomes(page, (one) => document.querySelector(`.card[data-article="${one}"]`).classList.contains('saved'), id), 's saves the article that has focus');
  await page.keyboard.press('u');
  check(await becomes(page, (one) => !document.querySelector(`.card[data-article="${one}"]`).classList.contains('saved'), id), 'u takes it back');
  await page.keyboard.press('m');
  check(await becomes(page, (one) => document.querySelector(`.card[data-article="${one}"]`).classList.contains('read'), id), 'm marks it as read');
  await page.keyboard.press('?');
  check(await becomes(page, () => /saved articles/i.test(document.querySelector('dialog.help')?.textContent ?? '')), '? tells all keys in words');
  await page.keyboard.press('Escape');
  check(await becomes(page, () => document.querySelector('dialog') === null), 'Esc closes the list of keys');
  await page.keyboard.press('s');
  await becomes(page, () => document.querySelector('.card.saved') !== null);
  await eventually(async () => (await keysOf(page, '/saved')).includes(id));
  await Promise.all([page.waitForURL(/\/saved$/), page.keyboard.type('gs')]);
  check(await page.locator(`[data-article="${id}"]`).count() === 1, 'g s leads to what was saved');
  await page.keyboard.press('j');
  await Promise.all([page.waitForURL(/\/article\//), page.keyboard.press('o')]);
  const size = () => page.$eval('.body', (body) => Number.parseFloat(getComputedStyle(body).fontSize));
  const usual = await size();
  await page.keyboard.press('t');
  check(await becomes(page, () => document.documentElement.dataset.size === '2'), 't makes the text larger');
  check(Math.abs(await size() - usual * 1.1) < 0.1, 'the text of the article is larger', String(await size()));
  await page.reload();
  check(await page.getAttribute('html', 'data-size') === '2' && Math.abs(await size() - usual * 1.1) < 0.1, 'and stays so on the next page');
  await marks(page);
  await context.close();
}

// Selects a passage, highlights it by key, and finds it again.
async function marks(page) {
  const select = () => page.evaluate(() => {
    const node = document.createTreeWalker(document.querySelector('.body p'), NodeFilter.SHOW_TEXT).nextNode();
    getSelection().setBaseAndExtent(node, 0, node, Math.min(node.length, 24));
  });
  await select();
  check(await becomes(page, () => document.querySelector('button.mark-it') !== null), 'a selected passage offers to be highlighted');
  await page.keyboard.press('h');
  check(await becomes(page, () => CSS.highlights.get('kept')?.size === 1), 'h highlights it');
  await page.click('.toast button');
  await page.fill('dialog #note', 'a first thought');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const last = document.querySelector('.body').lastElementChild;
    getSelection().setBaseAndExtent(last, 0, document.querySelector('main').lastElementChild, 0);
  });
  check(await becomes(page, () => document.querySelector('button.mark-it') !== null), 'a selection that ends behind the text is one of its end');
  await page.evaluate(() => getSelection().removeAllRanges());
  const [mark] = await stored(page, 'highlights');
  check(mark.note === 'a first thought', 'a note is kept however its dialog is closed', mark.note);
  await page.reload();
  check(await becomes(page, () => CSS.highlights.get('kept')?.size === 1), 'it is highlighted when the article comes back');
  await page.goto(`${base}/highlights`);
  if (await page.locator('[data-highlights]').count() === 0) return check(false, 'there is a page of all highlights');
  check(await becomes(page, (quote) => document.querySelector('[data-highlights] blockquote')?.textContent === quote, mark.quote), 'the page of highlights lists it');
  await isForAll(page, 'the list of highlights');
  await page.fill('[data-highlights] textarea', 'remember this');
  await page.locator('[data-highlights] textarea').blur();
  check((await stored(page, 'highlights'))[0].note === 'remember this', 'a note is kept with it');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.click('[data-highlights] .button');
  let copied = '';
  await eventually(async () => (copied = await page.evaluate(() => navigator.clipboard.readText())).startsWith('## ['));
  check(copied.includes('> ') && copied.includes('remember this') && copied.startsWith('## ['), 'all of it is copied as Markdown', copied.slice(0, 80));
  await page.click('[data-highlights] li button');
  check((await stored(page, 'highlights')).length === 0, 'a highlight is removed');
  await page.click('.toast .undo');
  return check((await stored(page, 'highlights')).length === 1, 'and comes back by undo');
}

async function cardDay(browser) {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await ready(page);
  const card = page.locator('.card[data-article]').nth(2);
  const id = await card.getAttribute('data-article');
  const answered = page.waitForResponse(/\/why\/\d+\.json$/);
  await card.locator('a.why').click();
  await answered;
  await page.waitForSelector('dialog.why-sheet[open]');
  const texts = await page.$$eval('dialog .menu button', (all) => all.map((one) => one.textContent));
  check(texts.length >= 6 && texts.every((text) => text.length > 2 && !/[{_]/.test(text)), 'a card’s menu says in words what can be done', texts.join(' | '));
  check((await page.textContent('dialog p:not(.about-what)')).length > 10, 'it says why the card is here');
  await isForAll(page, 'the menu of a card');
  await page.keyboard.press('Escape');
  check(await page.evaluate(() => document.activeElement.className) === 'why', 'Esc gives the focus back to the dots');
  await card.locator('a.why').click();
  await page.click('dialog .menu button >> text=/^Less like this/');
  check(await becomes(page, (one) => document.querySelector(`.card[data-article="${one}"]`).offsetParent === null, id), 'less like this takes the card away');
  check(await eventually(async () => (await keysOf(page, '/hidden')).includes(`a:${id}`)), 'the server knows that it is hidden');
  await page.click('.toast .undo');
  check(await becomes(page, (one) => document.querySelector(`.card[data-article="${one}"]`).offsetParent !== null, id), 'undo brings it back');
  check(await eventually(async () => !(await keysOf(page, '/hidden')).includes(`a:${id}`)), 'on the server too');
  await card.locator('a.why').click();
  await page.click('dialog .menu button >> text=/^Follow /');
  check(await eventually(async () => (await keysOf(page, '/following')).some((key) => key.startsWith('title:'))), 'a title is followed from a card');
  await context.close();
}

// Of those on the front page the one with the most text: in a short one there is no place to stop at.
async function longestArticle() {
  const front = await fetch(`${base}/`).then((answer) => answer.text());
  const found = [...new Set([...front.matchAll(/href="(\/article\/\d+\/[^"]+)"/g)].map((match) => match[1]))];
  const sized = await Promise.all(found.map(async (path) => {
    const html = await fetch(base + path).then((answer) => answer.text());
    return { path, size: html.match(/<div class="body"[^>]*>([\s\S]*?)<\/div>/)?.[1].length ?? 0 };
  }));
  return sized.sort((a, b) => b.size - a.size)[0].path;
}

async function articleDay(browser, pages) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
  const page = await context.newPage();
  await page.goto(base + pages.article);
  const id = await page.getAttribute('article.article', 'data-article');
  await page.waitForTimeout(500);
  await page.click('form[data-do="save"] button');
  check(await becomes(page, () => document.querySelector('form[data-do="save"] button').getAttribute('aria-pressed') === 'true'), 'the button to save is pressed at once');
  check(await eventually(async () => (await keysOf(page, '/saved')).includes(id)) && page.url() === base + pages.article, 'nothing is loaded anew, and the server knows');
  await page.click('.look summary');
  await isForAll(page, 'the panel for the text’s look');
  await page.click('.look label:has(input[name="size"][value="4"])');
  check(await becomes(page, () => document.documentElement.dataset.size === '4'), 'a chosen text size is there at once');
  check((await context.cookies()).some((cookie) => cookie.name === 'look' && cookie.value === '4.0.0'), 'and is kept in the cookie');
  await page.keyboard.press('Escape');
  check(!await page.locator('.look[open]').count(), 'Esc closes the panel');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.click('.share summary');
  await page.click('.share .copy');
  let copied = '';
  for (let tries = 0; tries < 25 && !copied.endsWith(pages.article); tries += 1) {
    await page.waitForTimeout(200);
    copied = await page.evaluate(() => navigator.clipboard.readText());
  }
  check(copied.endsWith(pages.article), 'the address is copied', copied);

  const long = await longestArticle();
  await page.goto(base + long);
  const blocks = await page.locator('.body > *').count();
  check(blocks > 4, 'there is an article long enough to stop in', long);
  if (blocks > 4) {
    await page.evaluate((at) => document.querySelector('.body').children[at].scrollIntoView({ behavior: 'instant' }), Math.floor(blocks / 2));
    check(await becomes(page, (id) => JSON.parse(localStorage.getItem('places') ?? '[]')[0]?.[0] === id, long.split('/')[2]), 'the place where reading stopped is kept');
    await page.goto(`${base}/about`);
    await page.goto(base + long);
    check(await becomes(page, () => document.querySelector('.toast button') !== null), 'going on there is offered');
    check(await page.evaluate(() => scrollY) === 0, 'the page does not jump by itself');
    await page.click('.toast button');
    check(await becomes(page, () => scrollY > 200), 'one press goes there');
  }
  await page.goto(base + pages.article);
  const marked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/history'), { timeout: 20_000 }).then(() => true, () => false);
  await page.evaluate(() => document.querySelector('.body').lastElementChild.scrollIntoView({ block: 'end', behavior: 'instant' }));
  check(await marked, 'an article that was read to its end is marked as read');
  check(await eventually(async () => (await stored(page, 'shelf'))?.read.includes(id)), 'this device knows it as read');
  let again = 0;
  page.on('request', (request) => { if (request.url().endsWith('/history') && request.method() === 'POST') again += 1; });
  await page.reload();
  await page.evaluate(() => document.querySelector('.body').lastElementChild.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await page.waitForTimeout(7000);
  check(again === 0, 'it is marked once only', String(again));
  await context.close();
}

async function touchDay(browser) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${base}/latest`);
  await ready(page);
  await page.waitForTimeout(1000);
  const touch = await context.newCDPSession(page);
  const swipe = async (selector, across, down = 0) => {
    const box = await page.locator(selector).boundingBox();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let part = 1; part <= 8; part += 1) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + across * part / 8, y: y + down * part / 8 }] });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(600);
  };
  const ids = await page.$$eval('.river > .card', (all) => all.slice(0, 3).map((one) => one.dataset.article));
  const at = (id) => `.card[data-article="${id}"]`;
  await swipe(at(ids[0]), 40);
  check(await page.locator('.toast').count() === 0, 'a short move of the finger does nothing');
  await swipe(at(ids[0]), 140);
  check(await eventually(async () => await page.locator(`${at(ids[0])}.saved`).count() === 1), 'a card moved to the right is saved');
  check(page.url() === `${base}/latest`, 'and is not opened');
  await swipe(at(ids[1]), -140);
  check(await eventually(async () => !await page.locator(at(ids[1])).isVisible()), 'a card moved to the left goes');
  await page.tap('.toast .undo');
  check(await eventually(() => page.locator(at(ids[1])).isVisible()), 'and comes back by undo');
  await swipe(at(ids[2]), 20, -200);
  check(await becomes(page, () => scrollY > 50) && await page.locator(`${at(ids[2])}.saved`).count() === 0, 'a move up scrolls the page');
  await context.close();
}

// A voice for the tests: it says a sentence in no time.
function speaks() {
  const voices = [{ lang: 'en-GB', name: 'Test', default: true, localService: true, voiceURI: 'test' }];
  window.spoken = [];
  let current;
  class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
  window.SpeechSynthesisUtterance = Utterance;
  const engine = Object.assign(new EventTarget(), {
    getVoices: () => voices, cancel: () => { clearTimeout(current); },
    speak: (words) => { window.spoken.push(words.text); clearTimeout(current); current = setTimeout(() => words.dispatchEvent(new Event('end')), window.pace ?? 300); },
  });
  Object.defineProperty(window, 'speechSynthesis', { value: engine, configurable: true });
}

async function listeningDay(browser, pages) {
  const silent = await browser.newContext(desk);
  const quiet = await silent.newPage();
  await quiet.addInitScript(() => { Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), { getVoices: () => [], cancel() {} }) }); });
  await quiet.goto(base + pages.article);
  await quiet.waitForTimeout(1000);
  check(!await quiet.isVisible('button.listen'), 'where there is no voice there is no button to listen');
  await silent.close();

  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.addInitScript(speaks);
  await page.goto(base + pages.article);
  check(await page.waitForSelector('button.listen:visible', { timeout: 5000 }).then(() => true, () => false), 'where there is a voice there is a button to listen');
  await page.keyboard.press('l');
  check(await page.waitForSelector('.listen-bar[role="region"]', { timeout: 5000 }).then(() => true, () => false), 'l starts it, with a bar');
  check(await becomes(page, () => CSS.highlights.get('spoken')?.size === 1), 'the sentence that is spoken is marked');
  check(await becomes(page, () => window.spoken.length >= 3), 'it goes on sentence by sentence');
  const low = await page.$$eval('.listen-bar button, .listen-bar select', (all) => all.filter((one) => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44 || !(one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? '').trim())).length);
  check(low === 0, 'its buttons are large and named', String(low));
  await isForAll(page, 'the bar to listen with');
  await page.click('.listen-bar .pause');
  const after = await page.evaluate(() => window.spoken.length);
  await page.waitForTimeout(800);
  check(await page.evaluate(() => window.spoken.length) === after, 'pause is silence');
  await page.selectOption('.listen-bar select >> nth=0', '1.5');
  check(await page.evaluate(() => localStorage.getItem('speed')) === '1.5', 'the speed is kept');

  await page.evaluate(() => sessionStorage.setItem('listen', JSON.stringify({ queue: [], playing: false })));
  const next = page.locator('.after .card[data-article]').first();
  const nextId = await next.getAttribute('data-article');
  await next.locator('a.why').click();
  await page.click('dialog .menu button >> text=/listen/');
  await page.evaluate(() => { window.pace = 5; });
  await page.click('.listen-bar .play');
  check(await page.waitForURL((url) => url.pathname.startsWith(`/article/${nextId}/`), { timeout: 30_000 }).then(() => true, () => false), 'after its end the next one of the queue follows');
  check(await becomes(page, () => window.spoken.length > 0), 'and is read aloud by itself');
  await page.click('.listen-bar .listen-close');
  check(await page.locator('.listen-bar').count() === 0 && await page.evaluate(() => !CSS.highlights.has('spoken')), 'it can be stopped for good');

  await page.click('form[data-do="save"] button');
  await eventually(async () => (await keysOf(page, '/saved')).length > 0);
  await page.goto(`${base}/saved`);
  await page.click('.listen-all');
  check(await page.waitForURL(/\/article\//, { timeout: 10_000 }).then(() => true, () => false) && await becomes(page, () => window.spoken.length > 0), 'all that is saved is read aloud');
  await context.close();
}

export async function checkApp(browser, pages) {
  await cardDay(browser);
  await articleDay(browser, pages);
  await keyboardDay(browser, pages);
  await touchDay(browser);
  await listeningDay(browser, pages);
  await savingDay(browser);
  await offlineDay(browser, pages);
}
