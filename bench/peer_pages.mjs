// Pages to articles with Mozilla's Readability.js: peer_pages.mjs jsdom|linkedom LIST. LIST holds lines "path<TAB>url".
// Prints the name, the number of pages and bytes, and seconds of the processor. Its result is not sanitised.
import { Readability } from "@mozilla/readability";
import fs from "node:fs";
import zlib from "node:zlib";

const WARMING = 10; // pages read before the clock starts: the engine compiles what is hot

const [name, list] = process.argv.slice(2);
const pages = fs.readFileSync(list, "utf8").trim().split("\n").map((line) => {
  const [path, url] = line.split("\t");
  const raw = fs.readFileSync(path);
  return { bytes: path.endsWith(".gz") ? zlib.gunzipSync(raw) : raw, url };
});

const parse = {
  jsdom: async () => {
    const { JSDOM, VirtualConsole } = await import("jsdom");
    return ({ bytes, url }) => new JSDOM(bytes, { url, virtualConsole: new VirtualConsole() }).window;
  },
  linkedom: async () => {
    const { parseHTML } = await import("linkedom");
    return ({ bytes }) => parseHTML(new TextDecoder().decode(bytes));
  },
};
const open = await parse[name]();

function read(page) {
  try {
    const window = open(page);
    const article = new Readability(window.document).parse();
    window.close?.();
    return article?.content?.length ?? 0;
  } catch {
    return 0; // some pages are too much for it: the time counts all the same
  }
}

pages.slice(0, WARMING).forEach(read);
const before = process.cpuUsage();
let kept = 0;
for (const page of pages) kept += read(page);
const used = process.cpuUsage(before);
if (kept === 0) throw new Error("nothing was read");
const bytes = pages.reduce((sum, page) => sum + page.bytes.length, 0);
console.log([name, pages.length, bytes, (used.user + used.system) / 1e6].join("\t"));
