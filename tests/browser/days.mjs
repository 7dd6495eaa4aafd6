// Days of readers: a visitor's with script, one without, one in a language that runs from right to left, one in each language.
// The days without a network, with the keyboard and by touch stand in app.mjs.
import fs from 'node:fs';
import { base, check } from './site.mjs';

const desk = { viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' };
const catalogue = (language) => JSON.parse(fs.readFileSync(new URL(`../../src/serve/web/messages/${language}.json`, import.meta.url), 'utf8'));
const languages = ['en', 'de', 'fr', 'es', 'pt', 'ar', 'hi', 'ja'];
const listed = (page, id) => page.locator(`.shelf [data-article="${id}"]`).count();
const idOf = (page) => page.getAttribute('article.article', 'data-article');
const status = async (page) => (await page.textContent('.done [role="status"]').catch(() => '')) ?? '';

async function visitorsDay(browser, pages) {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(`${base}/welcome`);
  check(await page.locator('.promise h1').count() === 1, 'a visitor is told what this is');
  await Promise.all([page.waitForURL(`${base}/`), page.click('.promise .button')]);
  await Promise.all([page.waitForURL(/\/story\//), page.locator('.story-line a').first().click()]);
  const angles = await page.locator('.coverage h3 a').count();
  check(angles >= 2, 'a story shows more than one title', String(angles));
  await Promise.all([page.waitForURL(/\/article\//), page.locator('.coverage h3 a').first().click()]);
  // Of a title without an agreement there is a summary and the way to the whole.
  check((await page.textContent('h1')).trim().length > 5 && await page.locator('.body p, .only-part .button').count() > 0, 'an article can be read');
  await page.goto(base + pages.article);
  const first = await idOf(page);
  const next = page.locator('.after .card h3 a').first();
  await Promise.all([page.waitForURL((url) => /\/article\//.test(url.pathname) && !url.pathname.includes(`/${first}/`)), next.click()]);
  const id = await idOf(page);
  check(id !== first, 'an article leads to what is related');
  const saved = page.waitForResponse((answer) => answer.url() === `${base}/saved` && answer.request().method() === 'POST');
  await page.click('form[data-do="save"] button');
  check((await saved).ok(), 'it is saved in the background');
  const read = page.waitForResponse((answer) => answer.url() === `${base}/history` && answer.request().method() === 'POST');
  await page.click('form[data-do="read"] button');
  check((await read).ok(), 'and marked as read');
  await Promise.all([page.waitForURL(`${base}/saved`), page.click('header a[href="/saved"]')]);
  check(await listed(page, id) === 1, 'what was saved is in the list');
  await Promise.all([page.waitForURL(`${base}/history`), page.click('.page-head a[href="/history"]')]);
  check(await listed(page, id) === 1, 'what was read is in the history');
  await context.close();
}

// Everything a reader can do is a form.
async function withoutScript(browser, pages) {
  const context = await browser.newContext({ ...desk, javaScriptEnabled: false });
  const page = await context.newPage();
  await keepsWithoutScript(page, pages);
  await hidesWithoutScript(page);
  await followsWithoutScript(page, pages);
  await setsWithoutScript(page, pages);
  await sharesWithoutScript(page, pages);
  await context.close();
}

async function keepsWithoutScript(page, pages) {
  await page.goto(base + pages.article);
  const id = await idOf(page);
  await page.click('form[data-do="save"] button');
  check(page.url().startsWith(`${base}/saved?done=add`) && (await status(page)).length > 3, 'without script saving is told', page.url());
  check(await listed(page, id) === 1, 'without script the article is in the list');
  await page.click('.done button');
  check(await listed(page, id) === 0, 'without script it is undone');
  await page.click('.done button');
  check(await listed(page, id) === 1, 'without script the undoing is undone');
  await page.click(`.shelf li[data-key="${id}"] form button`);
  check(await listed(page, id) === 0, 'without script an article is taken out of the list');
  await page.goto(base + pages.article);
  await page.click('form[data-do="read"] button');
  check(await listed(page, id) === 1, 'without script an article is marked as read');
  await page.click('.done a');
  check(page.url() === base + pages.article, 'without script a link leads back', page.url());
}

async function hidesWithoutScript(page) {
  await page.goto(`${base}/latest`);
  const card = page.locator('.river .card').first();
  const id = await card.getAttribute('data-article');
  await card.locator('a.why').click();
  check(page.url() === `${base}/why/${id}` && (await page.textContent('.why-page .prose p')).length > 10, 'without script a page says why an article is here', page.url());
  await page.locator('form[action="/hidden"] input[name="article"] + button').click();
  check(page.url().startsWith(`${base}/hidden?done=add`), 'without script there can be less of it', page.url());
  await page.goto(`${base}/latest`);
  check(await page.locator(`[data-article="${id}"]`).count() === 0, 'without script what is hidden is not in the list');
  await page.goto(`${base}/why/${id}`);
  const title = await page.getAttribute('form[action="/hidden"] input[name="title"]', 'value');
  await page.locator('form[action="/hidden"] input[name="title"] + button').click();
  check(await page.locator(`li[data-key="t:${title}"]`).count() === 1, 'without script a title is hidden');
  await page.locator('details.clear summary').click();
  await page.click('details.clear button');
  check(await page.locator('.shelf li').count() === 0, 'without script all is shown again');
  // The list itself goes on while the day lasts: what it held may have moved to an older page.
  check((await page.context().cookies()).every((cookie) => cookie.name !== 'hidden'), 'without script nothing is kept from the lists any more');
}

async function followsWithoutScript(page, pages) {
  for (const kind of ['title', 'topic', 'entity']) {
    await page.goto(base + pages[kind]);
    await page.click('form[data-do="follow"] button');
    check(page.url().startsWith(`${base}/following?done=add`), `without script a ${kind} is followed`, page.url());
  }
  await page.goto(`${base}/following`);
  check(await page.locator('.followed li').count() === 3 && await page.locator('.card').count() > 3, 'without script what is followed is on one page');
  await page.locator('.followed button').first().click();
  check(await page.locator('.followed li').count() === 2, 'without script one of them is left');
}

async function setsWithoutScript(page, pages) {
  await page.goto(base + pages.article);
  await page.click('.look summary');
  await page.check('.look input[name="size"][value="5"]', { force: true });
  await page.check('.look input[name="spacing"][value="2"]', { force: true });
  await page.click('.look .button');
  check(await page.getAttribute('html', 'data-size') === '5' && await page.getAttribute('html', 'data-spacing') === '2', 'without script text is set larger and wider');
  check(page.url() === base + pages.article, 'without script the form comes back to its page', page.url());
  await page.click('.settings button[name="density"][value="1"]');
  check(await page.getAttribute('html', 'data-density') === '1' && await page.getAttribute('html', 'data-size') === '5', 'without script lists are set closer, and the text stays as it was');
  await page.click('.settings button[name="theme"][value="dark"]');
  check(await page.getAttribute('html', 'data-theme') === 'dark', 'without script the theme is chosen');
  await page.selectOption('#tongue', 'de');
  await page.click('.tongue button');
  check((await page.getAttribute('html', 'lang')).startsWith('de'), 'without script the language is chosen');
  await page.selectOption('#tongue', 'auto');
  await page.click('.tongue button');
  check((await page.getAttribute('html', 'lang')).startsWith('en'), 'without script it is the browser’s again');
  await page.goto(`${base}/`);
  await page.fill('#find', 'minister');
  await page.press('#find', 'Enter');
  check(await page.locator('.result').count() > 0, 'without script a search finds', page.url());
}

async function sharesWithoutScript(page, pages) {
  await page.goto(base + pages.article);
  await page.click('.share summary');
  check(await page.inputValue('#own') === base + pages.article, 'without script the address is there to be copied', await page.inputValue('#own'));
  const mail = await page.getAttribute('.share a[href^="mailto:"]', 'href');
  check(decodeURIComponent(mail).includes(base + pages.article), 'without script a letter has the address in it', mail);
  const original = await page.getAttribute('a.original', 'href');
  await page.goto(`${base}/share?url=${encodeURIComponent(original)}`);
  check(page.url() === base + pages.article, 'without script an address that is shared leads to its article', page.url());
  await page.goto(`${base}/app`);
  await page.click('.forget button');
  await page.goto(`${base}/history`);
  check(await page.locator('.shelf li').count() === 0 && await page.getAttribute('html', 'data-size') === null, 'without script everything is forgotten');
}

// A text's own direction and language, whatever the page's.
function strangers() {
  const faults = [];
  for (const text of document.querySelectorAll('.card h3, .card .dek, h1#headline, .coverage h3, .body, .timeline bdi')) {
    const words = text.textContent.trim();
    if (!words || !text.checkVisibility()) continue;
    const rtl = /[\u0590-\u08ff]/.test(words), latin = !rtl && /[a-z]{3}/i.test(words);
    const direction = getComputedStyle(text).direction, language = text.closest('[lang]').lang;
    if (rtl && direction !== 'rtl') faults.push(`${words.slice(0, 30)} runs ${direction}`);
    if (latin && direction !== 'ltr' && text.tagName !== 'BDI') faults.push(`${words.slice(0, 30)} runs ${direction}`);
    if (latin && /^ar/.test(language)) faults.push(`${words.slice(0, 30)} is called ${language}`);
  }
  return faults;
}

async function rightToLeftDay(browser, pages) {
  const context = await browser.newContext({ ...desk, locale: 'ar' });
  const page = await context.newPage();
  await page.goto(`${base}/?language=all`);
  check(await page.getAttribute('html', 'dir') === 'rtl' && (await page.getAttribute('html', 'lang')).startsWith('ar'), 'to an Arabic reader the page runs from right to left');
  const side = (selector) => page.locator(selector).first().boundingBox();
  const lead = await side('.opening .big'), second = await side('.opening .row'), button = await side('.switch button:visible');
  check(lead.x > second.x, 'the lead stands on the right, what stands beside it on the left', `${lead.x} ${second.x}`);
  check(button.x < 200, 'the theme’s button stands on the left', String(button.x));
  const date = await page.textContent('.masthead .date');
  check(/[\u0600-\u06ff]/.test(date) && !/[a-z]/i.test(date), 'the day is told in Arabic', date);
  for (const path of ['/?language=all', '/latest?language=all', pages.story, pages.article, pages.rtl].filter(Boolean)) {
    await page.goto(base + path);
    const faults = await page.evaluate(strangers);
    check(faults.length === 0, `${path} in Arabic tells each text’s language and direction`, faults.slice(0, 3).join('; '));
  }
  await page.goto(base + pages.article);
  const facts = await page.textContent('.publisher .facts time');
  check(/[\u0600-\u06ff]/.test(facts), 'an article’s time is told in Arabic', facts);
  const numbers = await page.goto(`${base}/titles`).then(() => page.textContent('main'));
  check(/[\u0660-\u0669\d]/.test(numbers), 'numbers are there');
  await Promise.all([page.waitForURL(/\/saved/), page.click('header a[href="/saved"]')]);
  check(await page.getAttribute('html', 'dir') === 'rtl', 'what is kept runs from right to left, too');
  await context.close();
}

// What stands around the articles: texts and labels outside of what is marked as being in another language.
function frameTexts() {
  const texts = [];
  const foreign = (element) => element.closest('[lang]') !== document.documentElement;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest('script, template, option, bdi, .tick, .plate, h3, #headline, .byline, .name') || foreign(node.parentElement)) continue;
    const text = node.textContent.trim();
    if (text) texts.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
    if (foreign(element)) continue;
    texts.push(...['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name)).filter(Boolean));
  }
  return texts;
}

// English of the catalogue that is not also a text of this language: whole texts, and the words around arguments.
function englishOf(language) {
  const english = catalogue('en'), own = catalogue(language);
  const all = Object.values(own).join('\n');
  const whole = new Set(), parts = [];
  for (const [key, text] of Object.entries(english)) {
    if (own[key] === text || text.length < 3) continue;
    if (!text.includes('{')) { if (!all.includes(text)) whole.add(text); continue; }
    for (const part of text.split(/[{}#]|\b(?:plural|number|one|other|select)\b,?|=0/)) {
      if (/[a-z]{3}.* .*[a-z]{3}/.test(part) && !all.includes(part.trim())) parts.push(part.trim());
    }
  }
  return { whole, parts: parts.filter((part) => part.length >= 8) };
}

async function languageDay(browser, pages) {
  const places = ['/', '/latest', pages.article, pages.story, '/saved', '/following', '/search?q=minister', `/why/${pages.article.split('/')[2]}`, '/welcome', '/app',
                  '/how-publishers-are-paid', '/ranking', '/about', '/nowhere-at-all'];
  for (const language of languages) {
    const context = await browser.newContext({ ...desk, locale: language });
    const page = await context.newPage();
    const left = [];
    const { whole, parts } = englishOf(language);
    for (const path of places) {
      await page.goto(base + path);
      const told = await page.getAttribute('html', 'lang');
      check(told.split('-')[0] === language, `${path} answers a reader of ${language} in ${language}`, told);
      if (language === 'en') continue;
      for (const text of await page.evaluate(frameTexts)) {
        if (whole.has(text) || parts.some((part) => text.includes(part))) left.push(`${path}: ${text.slice(0, 50)}`);
      }
    }
    check(left.length === 0, `nothing English is left to a reader of ${language}`, `${left.length}: ${[...new Set(left)].slice(0, 8).join('; ')}`);
    await context.close();
  }
  // By the form in the foot of a page, against what the browser asks for.
  const context = await browser.newContext({ ...desk, locale: 'en-GB' });
  const page = await context.newPage();
  for (const language of [...languages.slice(1), 'auto']) {
    await page.goto(`${base}/latest`);
    await page.selectOption('#tongue', language);
    await page.click('.tongue button');
    await page.waitForURL(`${base}/latest`);
    const expected = language === 'auto' ? 'en' : language;
    check((await page.getAttribute('html', 'lang')).split('-')[0] === expected, `the form sets the language to ${language}`);
    check((await page.textContent('.nav a >> nth=0')).trim() === catalogue(expected).nav_front, `the navigation is in ${expected}`);
  }
  await context.close();
}

export async function checkDays(browser, pages) {
  await visitorsDay(browser, pages);
  await withoutScript(browser, pages);
  await rightToLeftDay(browser, pages);
  await languageDay(browser, pages);
}
