// node build.mjs FOLDER: makes FOLDER/static/* (hashed names) and FOLDER/manifest.json, which the program reads at start.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import { buildFonts, fontRules } from './fonts.mjs';

const mostEager = 10 * 1024;   // gzipped
const mostWorker = 4 * 1024;  // as it is
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
const sheet = async (name) => (await esbuild.build({
  entryPoints: [path.join(here, `src/styles/${name}`)], bundle: true, write: false, minify: true, target: 'esnext',
})).outputFiles[0].text;
const rules = await esbuild.transform(fontRules(fonts), { loader: 'css', minify: true, target: 'esnext' });
land('main.css', rules.code.trim() + await sheet('main.css'));
land('late.css', await sheet('late.css'));
for (const kind of ['welcome.css', 'told.css']) land(kind, `@layer pages{${await sheet(kind)}}`);  // kinds of pages with sheets of their own

for (const file of fs.readdirSync(path.join(here, 'static')).sort()) {
  land(file, fs.readFileSync(path.join(here, 'static', file)));
}

// Scripts are modules: main.js is what every page loads, the rest comes when it is wanted. Names carry esbuild's own hash.
const common = {
  bundle: true, write: false, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none',
};
const script = await esbuild.build({
  ...common, entryPoints: [path.join(here, 'src/scripts/main.ts')], splitting: true, metafile: true, outdir: fresh,
  define: { LATE_STYLE: JSON.stringify(`/static/${files['late.css']}`) }, entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', tsconfig: path.join(here, 'tsconfig.json'),
});
const chunks = script.outputFiles.map((file) => ({ ...file, name: path.basename(file.path), bytes: file.contents }));
const mainName = chunks.find((chunk) => chunk.name.startsWith('main-')).name;
// What a page loads before anybody does anything: main.js and what it imports at once.
function eager(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const [, output] = Object.entries(script.metafile.outputs).find(([file]) => path.basename(file) === name);
  for (const one of output.imports) if (one.kind === 'import-statement') eager(path.basename(one.path), seen);
  return seen;
}
const atOnce = [...eager(mainName)];
// What main.js imports is fetched beside it, not after it: the page names it too.
const logical = (name) => name === mainName ? 'main.js' : atOnce.includes(name) ? 'shared.js' : name;
if (atOnce.length > 2) throw new Error(`main.js imports ${atOnce.length - 1} files, at most one is named in the page`);
for (const chunk of chunks) land(logical(chunk.name), chunk.bytes, chunk.name);
const packed = atOnce.reduce((sum, name) => sum + zlib.gzipSync(chunks.find((chunk) => chunk.name === name).bytes).length, 0);
if (packed > mostEager) throw new Error(`a page loads ${packed} bytes of script at once, at most ${mostEager} are allowed`);

// The worker keeps these from the moment it is installed, so that every page works without a network.
const kept = [...Object.keys(files).filter((name) => /^(main|late|font-|icon-(180|192)|icon\.)/.test(name)).map((name) => files[name]),
              ...chunks.map((chunk) => chunk.name)];
const worker = await esbuild.build({
  ...common, entryPoints: [path.join(here, 'src/scripts/worker.ts')], format: 'iife', tsconfig: path.join(here, 'tsconfig.worker.json'),
  define: {
    KEPT: JSON.stringify([...new Set(kept)].join(' ')),
    VERSION: JSON.stringify(createHash('sha256').update(kept.join()).digest('hex').slice(0, 8)),
  },
});
const workerBytes = worker.outputFiles[0].contents;
if (workerBytes.length > mostWorker) throw new Error(`the worker has ${workerBytes.length} bytes, at most ${mostWorker} are allowed`);
land('sw.js', workerBytes);

const target = path.join(out, 'static');
fs.rmSync(target, { recursive: true, force: true });
fs.renameSync(fresh, target);
fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ files }, null, 2) + '\n');
console.log(`script at once ${packed} bytes gz (${atOnce.length} files), worker ${workerBytes.length} bytes`);
