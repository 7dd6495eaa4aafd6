// Cuts the faces the reader uses out of the @fontsource files: fewer axes, fewer features, hashed woff2 files.
// Needs Debian's fonttools and python3-brotli. Results are kept in a cache folder under the hash of what made them.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { fallbackRules } from './fallbacks.mjs';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const latin = 'U+0-7F,U+A0-FF,U+131,U+152-153,U+2BC,U+2C6,U+2DA,U+2DC,U+2002,U+2003,U+2007-200B,U+2010-2015,'
  + 'U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2197,U+2212';
const latinExt = 'U+100-130,U+132-151,U+154-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2DF,U+218-21B,U+1E00-1E9F,'
  + 'U+20A0-20AB,U+20AD-20C0,U+2113,U+2116';
const vietnamese = 'U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-301,U+303-304,U+308-309,'
  + 'U+323,U+329,U+1EA0-1EF9,U+20AB';
const cyrillic = 'U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116';
const cyrillicExt = 'U+460-48F,U+492-4AF,U+4B2-52F,U+20B4';
const greek = 'U+370-377,U+37A-37F,U+384-38A,U+38C,U+38E-3A1,U+3A3-3FF';

// One entry a file: family as the style sheet names it, source file, what the instancer fixes, weights it then has.
const face = (family, source, axes, weight, range, extra = {}) => ({ family, source, axes, weight, range, ...extra });
const text = { axes: ['wght=400:700'], weight: '400 700' };
// Bold italics are rare enough to be slanted from bold by the browser.
const italic = { axes: ['wght=400'], weight: '400' };
const display = { axes: ['wght=600', 'opsz=40'], weight: '600' };
export const faces = [
  face('Newsreader Display', 'newsreader/files/newsreader-latin-opsz-normal', display.axes, display.weight, latin, { preload: 'display' }),
  face('Newsreader Display', 'newsreader/files/newsreader-latin-ext-opsz-normal', display.axes, display.weight, latinExt),
  face('Newsreader Display', 'newsreader/files/newsreader-vietnamese-opsz-normal', display.axes, display.weight, vietnamese),
  face('Newsreader', 'newsreader/files/newsreader-latin-wght-normal', text.axes, text.weight, latin, { preload: 'text' }),
  face('Newsreader', 'newsreader/files/newsreader-latin-ext-wght-normal', text.axes, text.weight, latinExt),
  face('Newsreader', 'newsreader/files/newsreader-vietnamese-wght-normal', text.axes, text.weight, vietnamese),
  face('Newsreader', 'newsreader/files/newsreader-latin-wght-italic', italic.axes, italic.weight, latin, { style: 'italic' }),
  face('Newsreader', 'newsreader/files/newsreader-latin-ext-wght-italic', italic.axes, italic.weight, latinExt, { style: 'italic' }),
  face('Literata', 'literata/files/literata-cyrillic-wght-normal', text.axes, text.weight, cyrillic),
  face('Literata', 'literata/files/literata-cyrillic-ext-wght-normal', text.axes, text.weight, cyrillicExt),
  face('Literata', 'literata/files/literata-greek-wght-normal', text.axes, text.weight, greek),
  face('Libre Franklin', 'libre-franklin/files/libre-franklin-latin-wght-normal', text.axes, text.weight, latin, { preload: 'interface' }),
  face('Libre Franklin', 'libre-franklin/files/libre-franklin-latin-ext-wght-normal', text.axes, text.weight, latinExt),
];

const features = 'kern,liga,mark,mkmk,ccmp,locl,lnum,tnum,calt';
const recipe = 2;  // grows when the commands below change

async function cut(one, cache) {
  const source = path.join(path.dirname(require.resolve(`@fontsource-variable/${one.source.split('/')[0]}/package.json`)),
                           one.source.split('/').slice(1).join('/') + '.woff2');
  const key = createHash('sha256').update(JSON.stringify([recipe, one.axes, one.range, features]))
    .update(fs.readFileSync(source)).digest('hex').slice(0, 32);
  const kept = path.join(cache, key + '.woff2');
  if (!fs.existsSync(kept)) {
    const instance = path.join(cache, `${key}.${process.pid}.ttf`);
    const made = path.join(cache, `${key}.${process.pid}.woff2`);
    await run('fonttools', ['varLib.instancer', '-q', source, ...one.axes, '-o', instance]);
    await run('pyftsubset', [instance, `--unicodes=${one.range}`, `--layout-features=${features}`, '--flavor=woff2',
                             '--no-hinting', '--desubroutinize', `--output-file=${made}`]);
    fs.renameSync(made, kept);
    fs.rmSync(instance);
  }
  return fs.readFileSync(kept);
}

// → [{...face, name, bytes}], in the order of `faces`.
export async function buildFonts(cache) {
  fs.mkdirSync(cache, { recursive: true });
  const results = new Array(faces.length);
  let next = 0;
  const worker = async () => {
    while (next < faces.length) {
      const index = next++;
      const bytes = await cut(faces[index], cache);
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
      const name = `${path.basename(faces[index].source)}-${faces[index].family.endsWith('Display') ? 'display-' : ''}${hash}.woff2`;
      results[index] = { ...faces[index], name, bytes };
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, os.cpus().length) }, worker));
  return results;
}

// The @font-face rules, with addresses relative to the style sheet. A face that is not there when the page is first drawn
// is left to the next page: one that arrived in the middle of reading would break the lines anew, and move everything.
export function fontRules(fonts) {
  const rules = fonts.map((font) => `@font-face{font-family:"${font.family}";font-style:${font.style ?? 'normal'};`
    + `font-weight:${font.weight};font-display:optional;src:url("./${font.name}") format("woff2");unicode-range:${font.range}}`);
  return [...rules, ...fallbackRules()].join('\n');
}
