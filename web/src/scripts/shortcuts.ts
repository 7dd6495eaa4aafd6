// Keys for readers who like them: they move real focus, are ignored in fields, and can be switched off.
import { keep, make, recall, word } from './dom';
import { keptOf, shelf } from './mirror';

const offKey = 'shortcuts';
let pendingGo = 0;

const isOff = () => recall(offKey) === 'off';
const cards = () => [...document.querySelectorAll<HTMLAnchorElement>('.card h3 a')].filter((link) => link.offsetParent);

function step(by: 1 | -1): void {
  const links = cards();
  if (links.length === 0) return;
  const at = links.findIndex((link) => link === document.activeElement);
  let next = at + by;
  if (at < 0) {
    // Nothing has focus yet: begin with the first card that is in sight.
    const visible = links.findIndex((link) => link.getBoundingClientRect().bottom > 0);
    next = by > 0 ? visible : visible - 1;
  }
  const link = links[Math.min(links.length - 1, Math.max(0, next))];
  link?.focus({ preventScroll: true });
  link?.closest('.card')?.scrollIntoView({ block: 'nearest' });
}

const help = (): void => {
  const open = document.querySelector<HTMLDialogElement>('dialog.help');
  if (open) open.close(); else void import('./menu').then((menu) => menu.showKeys(isOff(), (off) => keep(offKey, off ? 'off' : 'on')));
};

// The field of the page itself, else the one in its head.
function search(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  const field = fields.find((one) => one.closest('main')) ?? fields[0];
  field?.focus();
  field?.select();
}

function original(): void {
  const link = document.querySelector<HTMLAnchorElement>('a.original, a[data-original]');
  if (link) link.click();
}

function go(key: string): boolean {
  const to: Record<string, string> = { h: '/', s: '/saved', l: '/latest', t: '/titles', y: '/following' };
  const path = to[key];
  if (path) location.assign(path);
  return Boolean(path);
}

// The card that has focus, else the article of this page.
function current() {
  const holder = document.activeElement?.closest('.card[data-article]') ?? document.querySelector('main article.article[data-article]');
  return holder ? keptOf(holder) : undefined;
}

function toggle(list: 'saved' | 'read'): void {
  const kept = current();
  if (!kept) return;
  const mirror = shelf();
  const on = list === 'saved' ? mirror.saved.some((one) => one.id === kept.id) : mirror.read.includes(kept.id);
  void import('./later').then((part) => part.changeAndTell({ list, key: kept.id, kept, add: !on }));
}

function listen(): void {
  const button = document.querySelector<HTMLButtonElement>('button.listen');
  if (button && !button.hidden) button.click();
}

const acts: Record<string, (event: KeyboardEvent) => void> = {
  j: () => step(1),
  k: () => step(-1),
  o: () => { if (document.activeElement instanceof HTMLAnchorElement) document.activeElement.click(); },
  v: original,
  '/': search,
  d: () => [...document.querySelectorAll<HTMLButtonElement>('.switch button')].find((button) => button.offsetParent)?.click(),
  g: (event) => { pendingGo = event.timeStamp; },
  s: () => toggle('saved'),
  m: () => toggle('read'),
  l: listen,
  t: () => { void import('./menu').then((menu) => menu.nextSize()); },
  h: () => { if (document.querySelector('main .body')) void import('./highlights').then((highlights) => highlights.highlight()); },
  u: () => { void import('./later').then((part) => part.undoLast()); },
};

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target;
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog')) return;
  if (event.key === '?') { event.preventDefault(); help(); return; }
  if (isOff()) return;
  if (pendingGo && event.timeStamp - pendingGo < 1500) {
    pendingGo = 0;
    if (go(event.key)) { event.preventDefault(); return; }
  }
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act(event);
}

export function startShortcuts(): void {
  document.addEventListener('keydown', onKey);
  // The footer's way to the same list, for those who do not guess "?".
  const slot = document.querySelector('[data-keys]');
  if (slot) {
    const button = make('button', { type: 'button' }, word('keys_title'));
    button.addEventListener('click', help);
    slot.append(make('li', {}, button));
  }
}
