// What a reader does: choose a theme, use the keyboard, read without JavaScript, print.
import { base, check } from './site.mjs';

const background = () => getComputedStyle(document.documentElement).backgroundColor;

async function themeWithScript(browser) {
  const context = await browser.newContext({ colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  const before = await page.evaluate(background);
  await page.click('.switch button:visible');
  check(await page.evaluate(background) !== before, 'the theme button changes the page at once');
  await page.goto(`${base}/latest`);
  check(await page.getAttribute('html', 'data-theme') === 'dark', 'the theme is remembered on the next page');
  check(await page.evaluate(background) !== before, 'the next page is dark from its first paint');
  await page.click('.choices button[value="auto"]');
  check(await page.evaluate(background) === before, 'the footer gives the theme back to the device');
  await context.close();
}

async function withoutScript(browser, pages) {
  const context = await browser.newContext({ colorScheme: 'dark', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/section/world`);
  await page.click('.switch button:visible');
  check(page.url() === `${base}/section/world`, 'without script the theme form comes back to its page', page.url());
  check(await page.getAttribute('html', 'data-theme') === 'light', 'without script the theme changes too');
  await page.click('.card h3 a');
  check(/\/article\/\d+\//.test(page.url()), 'without script a card leads to its article', page.url());
  await page.goto(`${base}/search`);
  await page.fill('#q', 'minister -umbrella');
  await page.click('.ask button');
  check(await page.locator('.result').count() > 0 && page.url().includes('q=minister+-umbrella'), 'without script a search finds', page.url());
  await page.click('.sieve a:has-text("Newest")');
  check(await page.inputValue('#q') === 'minister -umbrella' && page.url().includes('sort=newest'), 'without script the order is changed by a link', page.url());
  await page.goto(base + pages.article);
  check((await page.textContent('.publisher time'))?.match(/\d{4}/), 'without script the time is told in full');
  await context.close();
}

async function keyboard(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${base}/`);
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is the way past the navigation');
  const headline = () => page.evaluate(() => document.activeElement.closest('.card')?.querySelector('h3')?.id ?? '');
  await page.keyboard.press('j');
  const first = await headline();
  await page.keyboard.press('j');
  const second = await headline();
  check(first !== '' && second !== '' && first !== second, 'j moves real focus from card to card', `${first} ${second}`);
  await page.keyboard.press('k');
  check(await headline() === first, 'k moves it back');
  await page.keyboard.press('?');
  check(await page.waitForSelector('dialog.help', { timeout: 5000 }).then(() => true, () => false), '? opens the list of keys');
  await page.uncheck('dialog.help input');
  await page.keyboard.press('Escape');
  check(await page.locator('dialog.help').count() === 0, 'Esc closes it');
  await page.keyboard.press('j');
  check(await headline() === first, 'shortcuts that are switched off do nothing');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog.help');
  await page.check('dialog.help input');
  await page.keyboard.press('Escape');
  await Promise.all([page.waitForURL(/\/latest$/), page.keyboard.type('gl')]);
  check(true, 'g l goes to the latest');
  await page.keyboard.press('/');
  check(await page.evaluate(() => document.activeElement.id) === 'find', '/ goes to the field in the head of a page');
  await page.keyboard.type('minister');
  await Promise.all([page.waitForURL(/\/search\?q=minister$/), page.keyboard.press('Enter')]);
  check(await page.locator('.result mark').count() > 0, 'what is sought there is found, with its hits marked');
  await page.keyboard.press('/');
  check(await page.evaluate(() => document.activeElement.id) === 'q', '/ goes to the field of the page itself where it has one');
  await context.close();
}

async function timesAndLanguages(browser, pages) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/latest`);
  const times = await page.$$eval('.card time', (all) => all.map((one) => one.textContent));
  check(times.length > 0 && times.every((text) => /ago|now|yesterday|\d/.test(text)), 'times are relative where there is script', times.slice(0, 3).join(', '));
  await page.goto(base + pages.article);
  const told = await page.evaluate(async () => {
    for (const place of ['main', '.body']) {
      const time = Object.assign(document.createElement('time'), { className: 'tried', dateTime: '2020-01-01T00:00:00Z', textContent: 'New Year' });
      document.querySelector(place).prepend(time);
    }
    const tried = [...document.querySelectorAll('time.tried')];
    document.dispatchEvent(new Event('visibilitychange'));
    for (let tries = 0; tries < 50 && tried[0].textContent === 'New Year'; tries += 1) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 200));
    return tried.map((one) => one.textContent);
  });
  check(told[0] !== 'New Year' && told[1] === 'New Year', 'times that a publisher wrote stay as they were written', told.join(', '));
  if (pages.rtl) {
    await page.goto(base + pages.rtl);
    const direction = await page.$eval('#headline', (one) => getComputedStyle(one).direction);
    const language = await page.getAttribute('#headline', 'lang');
    check(direction === 'rtl' && /^(ar|fa|he|ur)/.test(language ?? ''), 'an article that is written from right to left says so', `${direction} ${language}`);
  }
  await context.close();
}

async function print(browser, pages) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(base + pages.article);
  await page.emulateMedia({ media: 'print' });
  const shown = await page.$$eval('.nav, .foot, .after, .switch', (all) => all.filter((one) => getComputedStyle(one).display !== 'none').length);
  check(shown === 0, 'on paper there is the article alone', `${shown} parts of the frame are printed`);
  await context.close();
}

async function unsafeForms() {
  const send = (headers, body) => fetch(`${base}/theme`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body });
  check((await send({ origin: 'https://evil.example' }, 'theme=dark&back=/')).status === 403, 'a form on another site cannot set the theme');
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aX: y']) {
    const answer = await send({ origin: base }, `theme=dark&back=${encodeURIComponent(back)}`);
    check(answer.status === 303 && answer.headers.get('location') === '/', `the theme form does not lead to ${back}`, answer.headers.get('location'));
  }
  check((await send({ origin: base }, 'theme=pink&back=/')).status === 400, 'a theme that is none is refused');
}

// A picture that does not come keeps its place, and the letters of its title stand in it.
async function lostPictures(browser) {
  for (const javaScriptEnabled of [true, false]) {
    const name = `with${javaScriptEnabled ? '' : 'out'} script`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.route('**/picture/**', (route) => route.abort());
    await page.goto(`${base}/`, { waitUntil: 'load' });
    const shapes = await page.$$eval('.card .pic', (all) => all.map((one) => one.clientWidth / one.clientHeight));
    check(shapes.length > 5 && shapes.every((shape) => Math.abs(shape - 3 / 2) < 0.05 || Math.abs(shape - 16 / 9) < 0.05),
          `${name} a picture that does not come keeps its place`, shapes.map((shape) => shape.toFixed(2)).join(' '));
    const marks = await page.$$eval('.card .pic img', (all) => all.map((one) => getComputedStyle(one, '::after').content));
    check(marks.every((mark) => /^"[^"]{1,8}"/.test(mark)), `${name} the title's letters stand in for it`, marks.slice(0, 3).join(' '));
    await context.close();
  }
}

// Where a picture's colour is not known yet its title's letters stand, until it comes: then they are not to be seen, whatever they are.
async function picturesOverLetters(browser, pages) {
  const context = await browser.newContext({ viewport: { width: 360, height: 900 } });
  const page = await context.newPage();
  for (const [kind, place] of [['front', '.opening .big .pic'], ['article', '.figure .pic'], ['found', '.result .pic']]) {
    await page.goto(base + pages[kind]);
    const pic = page.locator(place).first();
    await pic.scrollIntoViewIfNeeded();
    const shows = (letters) => pic.evaluate(async (element, mark) => {
      element.className = element.className.replace(/\bq\w+/g, '');
      element.dataset.mark = mark;
      const image = element.querySelector('img');
      image.decoding = 'sync';
      await image.decode();
      return image.naturalWidth;
    }, letters);
    check(await shows('A') > 0, `the picture of ${kind} comes`);
    const one = await pic.screenshot();
    await shows('MWM');
    check(one.equals(await pic.screenshot()), `on the page ${kind} a picture that came covers the letters that held its place`);
    await pic.evaluate((element) => element.querySelector('img').classList.add('gone'));
    check(!one.equals(await pic.screenshot()), `on the page ${kind} the letters stand where no picture came`);
  }
  await context.close();
}

export async function checkBehaviour(browser, pages) {
  await lostPictures(browser);
  await picturesOverLetters(browser, pages);
  await themeWithScript(browser);
  await withoutScript(browser, pages);
  await keyboard(browser);
  await timesAndLanguages(browser, pages);
  await print(browser, pages);
  await unsafeForms();
}
