// BASE=http://127.0.0.1:8080 node run.mjs [headers] [html] [fonts] [budgets] [behaviour] [app] [days] [pages] [lighthouse]
// Checks the pages of a running Newsstand; without arguments all of it. The caller starts the server.
import { base, check, finish, findPages, startBrowser, waitForNews } from './site.mjs';
import { checkApp } from './app.mjs';
import { checkBehaviour } from './behaviour.mjs';
import { checkBudgets } from './budgets.mjs';
import { checkDays } from './days.mjs';
import { checkFonts } from './fonts.mjs';
import { checkHeaders } from './headers.mjs';
import { checkHtml } from './html.mjs';
import { checkLighthouse } from './lighthouse.mjs';
import { checkPages } from './pages.mjs';

const parts = { headers: checkHeaders, html: checkHtml, fonts: checkFonts, budgets: checkBudgets, behaviour: checkBehaviour, app: checkApp, days: checkDays,
                pages: checkPages,
                // The last: it measures time, and the demo has calmed by then.
                lighthouse: checkLighthouse };
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!parts[name]) { console.error(`there is no part "${name}": ${Object.keys(parts).join(', ')}`); process.exit(2); }
}

await waitForNews();
const pages = await findPages();
console.log(`${base}: ${Object.entries(pages).map(([kind, path]) => `${kind} ${path}`).join(', ')}`);
const browser = await startBrowser();
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // A part that breaks off is a failure; what the others have to say is heard all the same.
    await part(browser, pages).catch((error) => check(false, `the part "${name}" comes to its end`, error.stack));
  }
} finally {
  await browser.close();
}
process.exit(finish());
