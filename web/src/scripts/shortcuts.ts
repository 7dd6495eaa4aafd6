// Keys for readers who like them: they move real focus, are ignored in fields, and can be switched off.
import { keep, make, recall, word } from './dom';

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

function help(): void {
  const open = document.querySelector<HTMLDialogElement>('dialog.help');
  if (open) { open.close(); return; }
  const list = make('dl');
  const rows: [string[], string][] = [
    [['j', 'k'], word('keys_step')], [['o', 'Enter'], word('keys_open')], [['v'], word('keys_original')],
    [['d'], word('keys_theme')], [['g', 'h'], word('keys_front')], [['g', 'l'], word('keys_latest')],
    [['g', 't'], word('keys_titles')], [['/'], word('keys_search')], [['?'], word('keys_help')], [['Esc'], word('keys_close')],
  ];
  for (const [keys, text] of rows) list.append(make('dt', {}, ...keys.map((key) => make('kbd', {}, key))), make('dd', {}, text));
  const box = make('input', { type: 'checkbox' });
  box.checked = !isOff();
  box.addEventListener('change', () => keep(offKey, box.checked ? 'on' : 'off'));
  const close = make('button', { class: 'button', type: 'button' }, word('close'));
  const dialog = make('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    make('h2', { id: 'help-title' }, word('keys_title')), list, make('label', {}, box, word('keys_use')), close);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

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
  const to: Record<string, string> = { h: '/', l: '/latest', t: '/titles' };
  const path = to[key];
  if (path) location.assign(path);
  return Boolean(path);
}

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
  switch (event.key) {
    case 'j': step(1); break;
    case 'k': step(-1); break;
    case 'o': if (document.activeElement instanceof HTMLAnchorElement) document.activeElement.click(); break;
    case 'v': original(); break;
    case '/': search(); break;
    case 'd': [...document.querySelectorAll<HTMLButtonElement>('.switch button')].find((button) => button.offsetParent)?.click(); break;
    case 'g': pendingGo = event.timeStamp; break;
    default: return;
  }
  event.preventDefault();
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
