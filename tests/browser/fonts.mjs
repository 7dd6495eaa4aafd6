// The faces that stand in for ours have the measures of ours: a page that was read without them looks the same with them.
import { base, check } from './site.mjs';

const text = 'The harbour commission voted on Tuesday to widen the northern channel, after eleven years of argument about who '
  + 'pays for the dredging; the first ships of the new class are expected in 2031, and the fishing villages want a word.';

const pairs = {
  'Newsreader Display': ['600', 'Display Georgia', 'Display Noto', 'Display Times', 'Display DejaVu'],
  Newsreader: ['400', 'Newsreader Georgia', 'Newsreader Noto', 'Newsreader Times', 'Newsreader DejaVu'],
  'Libre Franklin': ['400', 'Franklin Arial', 'Franklin Roboto', 'Franklin Noto Sans', 'Franklin DejaVu Sans'],
};

export async function checkFonts(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/about`, { waitUntil: 'networkidle' });
  for (const [ours, [weight, ...standIns]] of Object.entries(pairs)) {
    const measured = await page.evaluate(async ([family, weight, others, text]) => {
      // Loaded by hand: as the style sheet has it, a face that comes late is not used on this page.
      const rule = [...document.styleSheets[0].cssRules].find((one) => one instanceof CSSFontFaceRule
        && one.style.getPropertyValue('font-family').replaceAll('"', '') === family);
      const address = new URL(rule.style.getPropertyValue('src').match(/url\("([^"]+)"\)/)[1], document.styleSheets[0].href);
      document.fonts.add(await new FontFace('Ours', `url(${address})`, { weight: rule.style.getPropertyValue('font-weight'), display: 'block' }).load());
      const context = document.createElement('canvas').getContext('2d');
      const measure = (name) => {
        context.font = `${weight} 20px ${name}`;
        const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(text);
        return { width, line: fontBoundingBoxAscent + fontBoundingBoxDescent };
      };
      const absent = measure('"no such family", monospace').width;
      const results = { ours: measure('"Ours", monospace') };
      for (const name of others) {
        await document.fonts.load(`${weight} 20px "${name}"`).catch(() => []);
        const result = measure(`"${name}", monospace`);
        if (result.width !== absent) results[name] = result;
      }
      return results;
    }, [ours, weight, standIns, text]);
    const own = measured.ours;
    const here = standIns.filter((name) => measured[name]);
    check(here.length > 0, `this machine has a font to stand in for ${ours}`, standIns.join(', '));
    for (const name of here) {
      const ratio = measured[name].width / own.width;
      check(Math.abs(ratio - 1) < 0.02, `"${name}" is as wide as ${ours}`, ratio.toFixed(4));
      check(Math.abs(measured[name].line - own.line) <= 1, `"${name}" is as high as ${ours}`, `${measured[name].line} for ${own.line}`);
    }
  }
  await context.close();
}
