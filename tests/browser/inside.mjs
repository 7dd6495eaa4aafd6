// What is asked inside a page: each function is sent there whole, and answers with the faults it found.

// Text that is cut off by a box around it, where it was not meant to be: standfirsts and names of titles are shortened on
// cards (the page they lead to has them whole), lists that scroll sideways keep theirs.
export function cutOff() {
  const meant = '.dek, .tick, .vh, .nav ul, .scroll, pre, select, input, .skip';
  const faults = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility() || parent.closest(meant)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width === 0) continue;
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const x = /hidden|clip/.test(style.overflowX), y = /hidden|clip/.test(style.overflowY);
      if (!x && !y) continue;
      const around = box.getBoundingClientRect();
      // Two pixels: a letter may lean over its line.
      const lost = (x && (text.left < around.left - 2 || text.right > around.right + 2)) || (y && (text.top < around.top - 4 || text.bottom > around.bottom + 4));
      if (lost) faults.push(`"${node.textContent.trim().slice(0, 30)}" in ${box.tagName}.${box.className}`);
    }
  }
  return faults;
}

// Texts that stand on one another.
export function overlaps() {
  const boxes = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || parent.closest('.vh, .skip, .fresh, option, .nav')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What a box around it leaves to be seen.
    let [left, right, top, bottom] = [-Infinity, Infinity, -Infinity, Infinity];
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(box);
      if (clipPath === 'inset(50%)') right = -Infinity;  // for screen readers alone
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const around = box.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
    }
    // A line box reaches beyond its letters: what is compared is its middle.
    for (const line of range.getClientRects()) {
      const seen = { node, left: Math.max(line.left + 1, left), right: Math.min(line.right - 1, right),
                     top: Math.max(line.top + line.height * 0.3, top), bottom: Math.min(line.bottom - line.height * 0.3, bottom) };
      if (seen.right > seen.left && seen.bottom > seen.top) boxes.push(seen);
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  const faults = [];
  for (let i = 0; i < boxes.length; i += 1) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j += 1) {
      const one = boxes[i], other = boxes[j];
      if (one.node === other.node || one.left >= other.right || other.left >= one.right) continue;
      faults.push(`"${one.node.textContent.trim().slice(0, 30)}" and "${other.node.textContent.trim().slice(0, 30)}"`);
    }
  }
  return faults;
}

// Focus that a bar lies over, or that is nowhere to be seen (WCAG 2.4.11): forwards and backwards, as the Tab key goes.
export function hiddenFocus() {
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((one) => !one.disabled && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true }));
  const faults = [];
  const look = (one) => {
    one.focus();
    if (document.activeElement !== one) return;
    const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
    const name = `${one.tagName}.${one.className} "${(one.textContent || one.getAttribute('aria-label') || '').trim().slice(0, 30)}"`;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
    const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    if (inside.length === 0) { faults.push(`${name} is outside the window at ${Math.round(box.left)},${Math.round(box.top)}`); return; }
    const covers = inside.map(([x, y]) => document.elementFromPoint(x, y)).map((top) => {
      for (let bar = top; bar && bar !== document.body; bar = bar.parentElement) {
        if (bar === one || bar.contains(one)) return null;
        if (/fixed|sticky/.test(getComputedStyle(bar).position)) return bar;
      }
      return null;
    });
    if (covers.every(Boolean)) faults.push(`${name} is under ${covers[0].tagName}.${covers[0].className}`);
  };
  stops.forEach(look);
  stops.reverse().forEach(look);
  document.activeElement?.blur();
  scrollTo(0, 0);
  return [...new Set(faults)];
}

// Lays everything out: what is far below has its place only when a reader comes near, and here all of it is looked at at once.
export function layOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important; }');
  document.adoptedStyleSheets.push(sheet);
}

// The spacing a reader may ask for (WCAG 1.4.12).
export function spaceOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
  document.adoptedStyleSheets.push(sheet);
}
export function spaceBack() { document.adoptedStyleSheets.pop(); }

export const sideways = () => document.documentElement.scrollWidth - innerWidth;
