// node pictures.mjs FOLDER: takes the pictures of docs/pages.md from a running Newsstand, and writes what each shows.
import fs from 'node:fs';
import path from 'node:path';
import { base, cookiesFor, findPages, startBrowser, waitForCalm, waitForNews } from './site.mjs';

// In the order of docs/pages.md. Each is shown on a desk in light and on a phone in dark. Third: under which name, in which
// language, on which medium, if not as usual.
const shown = [
  ['front', 'The front page: the edition, ranked, with an end.'],
  ['story', 'A story: who reports what, in short, how it unfolded, what they agree on and where they differ.'],
  ['article', 'An article: clean, with its tools, what is related and what went before.'],
  ['rtl', 'An article that is written from right to left.'],
  ['article', 'The same on paper.', { name: 'print', media: 'print' }],
  ['front', 'The front page in Arabic.', { name: 'arabic', language: 'ar' }],
  ['top', 'Top stories: what the most independent titles report.'],
  ['latest', 'The latest, day by day.'],
  ['section', 'A section.'],
  ['country', 'What comes from a country.'],
  ['title', 'A title: its articles, and how its feeds are doing.'],
  ['titles', 'All titles.'],
  ['topics', 'All topics.'],
  ['topic', 'A topic, with what is named together with it.'],
  ['entity', 'A person, a place or an organisation.'],
  ['blind', 'Blind spots: stories that are seen from one side only.'],
  ['found', 'What a search found.'],
  ['why', 'Why an article is here, and what can be done about it.'],
  ['savedSome', 'Saved articles; they are there without a network, too.'],
  ['historySome', 'What was read.'],
  ['followingSome', 'The newest from what is followed.'],
  ['hiddenSome', 'What is hidden, and the way to show it again.'],
  ['highlights', 'Passages that were highlighted, with notes.'],
  ['welcome', 'For those who come for the first time.'],
  ['app', 'How it is installed, and what is kept on a device.'],
  ['how-publishers-are-paid', 'How publishers are paid.'],
  ['ranking', 'How stories are ranked.'],
  ['share', 'Where an address that is shared with the app leads.'],
  ['offline', 'Without a network.'],
  ['missing', 'A page that is not there.'],
  ['thanks', 'After it was told that something looks wrong.'],
  ['about', 'What runs here.'],
];
const views = [
  ['desk', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['phone', { viewport: { width: 360, height: 720 }, colorScheme: 'dark' }],
];

const paper = { width: 720, height: 1020 };  // A4 within its margins

const folder = process.argv[2];
fs.mkdirSync(folder, { recursive: true });
await waitForNews();
await waitForCalm(120);
const pages = await findPages();
const browser = await startBrowser();
const rows = [];

// A passage of the article, highlighted as the article's own page would keep it.
async function highlight(page) {
  await page.goto(base + pages.article);
  await page.evaluate(() => {
    const [article, headline] = [location.pathname.split('/')[2], document.querySelector('h1').textContent.trim()];
    const quote = [...document.querySelectorAll('.body p')].find((one) => one.textContent.length > 80).textContent.trim().split(/(?<=\.) /)[0];
    localStorage.setItem('highlights', JSON.stringify([{ article, url: location.pathname, headline, title: document.querySelector('.publisher .name').textContent.trim(), quote, prefix: '', suffix: '',
                                                         note: 'For Sunday', time: Date.now() }]));
  });
}

for (const [kind, text, { name = kind.replace(/Some$/, ''), language, media } = {}] of shown) {
  if (!pages[kind]) { console.error(`there is no page of the kind ${kind}`); continue; }
  for (const [view, options] of views) {
    const context = await browser.newContext({ ...options, ...(media ? { viewport: paper } : {}), reducedMotion: 'reduce', serviceWorkers: 'block' });
    await context.addCookies([...cookiesFor(kind), ...(language ? [{ name: 'language', value: language, url: base }] : [])]);
    const page = await context.newPage();
    if (kind === 'highlights') await highlight(page);
    await page.goto(base + pages[kind], { waitUntil: 'networkidle' });
    // Faces that came too late for the first paint are there for the second.
    await page.reload({ waitUntil: 'networkidle' });
    if (media) await page.emulateMedia({ media });
    await page.screenshot({ path: path.join(folder, `${name}-${view}.jpg`), type: 'jpeg', quality: 75 });
    await context.close();
  }
  const address = /\d|nowhere|\/(title|topic|entity|section|country)\//.test(pages[kind]) || pages[kind] === '/' ? '' : ` \`${pages[kind]}\``;
  rows.push(`**${text}**${address}\n\n![${text}](pictures/${name}-desk.jpg) ![The same on a phone, dark](pictures/${name}-phone.jpg)\n`);
}
await browser.close();
fs.writeFileSync(path.join(folder, '..', 'pages.md'), `# The pages

As the demo shows them, on a desk in light and on a phone in dark; every page has both, in eight languages, and works without
JavaScript. \`script/pictures\` takes these pictures again.

${rows.join('\n')}`);
const bytes = fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
console.log(`${rows.length} pages, ${(bytes / 1024 / 1024).toFixed(1)} MB`);
process.exit(rows.length === shown.length ? 0 : 1);
