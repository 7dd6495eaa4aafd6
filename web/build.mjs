// node build.mjs FOLDER: makes FOLDER/static/* (hashed names) and FOLDER/manifest.json, which the program reads at start.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { buildFonts, fontRules } from './fonts.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs FOLDER');
  process.exit(2);
}

const fresh = path.join(out, `static.${process.pid}`);
fs.rmSync(fresh, { recursive: true, force: true });
fs.mkdirSync(fresh, { recursive: true });

const files = {};  // what templates ask for → the hashed file
function land(logical, bytes, fixedName) {
  const { name, ext } = path.parse(logical);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const file = fixedName ?? `${name}-${hash}${ext}`;
  fs.writeFileSync(path.join(fresh, file), bytes);
  files[logical] = file;
}

const fonts = await buildFonts(path.join(out, '.fonts'));
for (const font of fonts) land(font.preload ? `font-${font.preload}.woff2` : font.name, font.bytes, font.name);

// The sources are written for browsers that have nesting and light-dark(); nothing is lowered for older ones.
const sheet = await esbuild.build({
  entryPoints: [path.join(here, 'src/styles/main.css')], bundle: true, write: false, minify: true, target: 'esnext',
});
const rules = await esbuild.transform(fontRules(fonts), { loader: 'css', minify: true, target: 'esnext' });
land('main.css', rules.code.trim() + sheet.outputFiles[0].text);

const script = await esbuild.build({
  entryPoints: [path.join(here, 'src/scripts/main.ts')], bundle: true, write: false, minify: true, format: 'iife',
  target: 'es2022', charset: 'utf8', tsconfig: path.join(here, 'tsconfig.json'),
});
land('main.js', script.outputFiles[0].contents);

for (const file of fs.readdirSync(path.join(here, 'static')).sort()) {
  land(file, fs.readFileSync(path.join(here, 'static', file)));
}

const target = path.join(out, 'static');
fs.rmSync(target, { recursive: true, force: true });
fs.renameSync(fresh, target);
fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ files }, null, 2) + '\n');
