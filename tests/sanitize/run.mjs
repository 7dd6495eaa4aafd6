// Judges `newsstand sanitize --batch` from outside: see README.md.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseFragment, serialize } from 'parse5';

const data = process.env.NEWSSTAND_DATA ?? join(homedir(), '.cache', 'newsstand-data');
const program = process.env.NEWSSTAND ?? join(import.meta.dirname ?? '.', '..', '..', 'build', 'newsstand');
const base = 'https://paper.test/a/story.html';

// What sanitize.h promises: elements, and for each the attributes it may have.
const text = ['dir', 'lang', 'id'];
const allowed = {
  a: ['href', 'rel', ...text], p: ['class', ...text], img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
  ol: ['start', 'reversed', 'type', ...text], li: ['value', ...text], td: ['colspan', 'rowspan', ...text],
  th: ['colspan', 'rowspan', 'scope', ...text], time: ['datetime', ...text], abbr: ['title', ...text], dfn: ['title', ...text],
  hr: [], br: [], wbr: [],
};
for (const name of `h2 h3 h4 h5 h6 ul dl dt dd blockquote pre table caption thead tbody tfoot tr figure figcaption em strong b i u s
    small sub sup mark cite q code kbd samp var del ins bdi bdo ruby rt rp`.split(/\s+/)) allowed[name] = text;

function* nodesOf(root) {
  for (const node of root.childNodes ?? []) {
    yield node;
    yield* nodesOf(node);
    if (node.content) yield* nodesOf(node.content);
  }
}

function faultsOfAttribute(node, { name, prefix, value }) {
  if (prefix || !allowed[node.tagName].includes(name)) return [`${node.tagName} ${name}`];
  if (name === 'href' && !/^(https?:\/\/|mailto:|#user-content-)/.test(value)) return [`href ${value.slice(0, 40)}`];
  if (name === 'src' && !/^https?:\/\//.test(value)) return [`src ${value.slice(0, 40)}`];
  if (name === 'id' && !value.startsWith('user-content-')) return [`id ${value}`];
  if (name === 'class' && value !== 'embed') return [`class ${value}`];
  return [];
}

function faultsOf(html) {
  const faults = [];
  for (const scriptingEnabled of [true, false]) {
    const tree = parseFragment(html, { scriptingEnabled });
    const once = serialize(tree);
    if (serialize(parseFragment(once, { scriptingEnabled })) !== once) faults.push('changes when parsed again');
    for (const node of nodesOf(tree)) {
      if (node.nodeName === '#text') continue;
      if (!allowed[node.tagName] || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(node.nodeName);
      else for (const attribute of node.attrs) faults.push(...faultsOfAttribute(node, attribute));
      const link = node.tagName === 'a' && node.attrs.find((a) => a.name === 'href');
      const rel = node.attrs?.find((a) => a.name === 'rel')?.value;
      if (link && !link.value.startsWith('#') && rel !== 'noopener noreferrer ugc') faults.push('link without rel');
    }
  }
  return [...new Set(faults)];
}

function sanitize(inputs) {
  const lines = inputs.map((input, id) => JSON.stringify({ id: String(id), input, url: base })).join('\n') + '\n';
  const run = spawnSync(program, ['sanitize', '--batch'], { input: lines, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`${program} sanitize --batch: ${run.error ?? run.stderr}`);
  const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  if (answers.length !== inputs.length) throw new Error(`${inputs.length} inputs, ${answers.length} answers`);
  return answers.map((answer, i) => {
    if (answer.error !== undefined || answer.id !== String(i)) throw new Error(`input ${i}: ${JSON.stringify(answer).slice(0, 200)}`);
    return answer.html;
  });
}

const rows = (name) => readFileSync(join(data, 'security', name), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const unescapeXml = (s) => s.replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name]);

// A feed's document as it stands, and each of its texts as HTML.
function partsOfFeed(xml) {
  const texts = [...xml.matchAll(/>([^<]+)</g)].map((m) => unescapeXml(m[1]));
  return [xml, ...texts, ...[...xml.matchAll(/<!\[CDATA\[(.*?)\]\]>/gs)].map((m) => m[1])];
}

let failures = 0;
function report(what, input, detail) {
  if (++failures <= 20) console.log(`FAIL ${what}: ${detail}\n  input ${JSON.stringify(input).slice(0, 200)}`);
}

function checkHostile(name, inputs) {
  const once = sanitize(inputs);
  const twice = sanitize(once);
  once.forEach((html, i) => {
    const faults = faultsOf(html);
    if (faults.length) report(name, inputs[i], faults.join(', '));
    if (twice[i] !== html) report(name, inputs[i], 'sanitising again changes it');
  });
  console.log(`${name}: ${inputs.length} inputs`);
}

// What the data says of single inputs. Two rows ask for styles, which are not our policy; one forbids the brackets of a web address.
function checkSaid(wanted) {
  const said = wanted.filter((row) => (row.must_not_contain && row.must_not_contain !== '(') || row.must_contain === '<img');
  sanitize(said.map((row) => row.input)).forEach((html, i) => {
    const { input, must_contain: must, must_not_contain: never } = said[i];
    if (never && html.includes(never)) report('said', input, `${never} is in ${html}`);
    if (must && !html.includes(must)) report('said', input, `${must} is not in ${html}`);
  });
  console.log(`said of single inputs: ${said.length}`);
}

// Formatting others keep survives, where all they keep is in our policy too. Divisions become paragraphs and spans go.
function checkBenign() {
  const transparent = new Set(['p', 'div', 'span', 'font', 'center', 'tbody']);
  const shape = (html) => {
    const tree = parseFragment(html, { scriptingEnabled: false });
    let out = '';
    const walk = (root) => {
      for (const node of root.childNodes ?? []) {
        if (node.nodeName === '#text') out += node.value;
        else if (transparent.has(node.tagName)) walk(node);
        else if (node.tagName !== 'br') {  // at the end of a block it says nothing
          out += `<${node.tagName}>`;
          walk(node);
          out += `</${node.tagName}>`;
        }
      }
    };
    walk(tree);
    return out.replace(/<(b|i|em|strong|a)><\/\1>/g, '').replace(/\s+/g, '');
  };
  const ours = (html) => [...nodesOf(parseFragment(html))].every((node) => node.nodeName === '#text' ||
    ((allowed[node.tagName] || transparent.has(node.tagName)) && node.attrs.every((a) => ['href', 'src', 'alt', 'title', 'rel', 'id', 'class'].includes(a.name)) &&
      (node.tagName !== 'a' || /^(https?:\/\/|mailto:)/.test(node.attrs.find((a) => a.name === 'href')?.value ?? '')) &&
      (node.tagName !== 'img' || /^https?:\/\//.test(node.attrs.find((a) => a.name === 'src')?.value ?? '')) &&
      (node.childNodes.length > 0 || ['br', 'hr', 'img', 'wbr'].includes(node.tagName))));
  const wanted = rows('sanitizer_expect.jsonl').filter((row) => row.policy.startsWith('UGCPolicy/') && !row.input.includes('style=') && row.expected.some((e) => e && ours(e)));
  const html = sanitize(wanted.map((row) => row.input));
  wanted.forEach((row, i) => {
    if (!row.expected.some((expected) => shape(expected) === shape(html[i]))) report('benign', row.input, `expected ${row.expected[0]}, got ${html[i]}`);
  });
  console.log(`benign formatting: ${wanted.length} inputs`);
}

if (!existsSync(join(data, 'security'))) {
  console.log(`SKIP sanitize: no test data in ${data}`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
checkHostile('hostile_html', rows('hostile_html.jsonl').map((row) => row.input));
checkSaid(rows('hostile_html.jsonl'));
checkHostile('feed_sanitize', rows('feed_sanitize.jsonl').flatMap((row) => partsOfFeed(row.xml)));
checkBenign();
console.log(failures ? `${failures} failures` : 'all safe and stable');
process.exit(failures ? 1 : 0);
