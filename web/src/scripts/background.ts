// What a page does once nobody waits for it any more: the service worker, what waits to be sent, the lists of the shelf.
import { flush, isWaiting, keepSaved, loadWords, say, tellWorker, toast } from './kit';
import { readLists } from './lists';
import { shelf } from './mirror';

const root = document.documentElement;

interface ScriptAddress { createScriptURL(url: string): string }
type TrustedTypes = { createPolicy(name: string, rules: ScriptAddress): ScriptAddress };

// Trusted Types let no text become the address of a script: this policy knows the one address there is.
async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  const address = '/sw.js';
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy('newsstand', { createScriptURL: (url) => (url === address ? url : '') });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address);
}

// The front page and what it leads to, once an edition: so it can be read to its end anywhere.
async function keepEdition(): Promise<void> {
  if (document.querySelector<HTMLElement>('main')?.dataset['page'] !== 'front' || root.dataset['kept'] !== undefined) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.card[data-article] h3 a')];
  await tellWorker({ type: 'keep-edition', urls: [location.pathname + location.search, ...new Set(links.map((link) => new URL(link.href).pathname))] });
}

// A page that the worker had kept says from when it is, and offers the present one when the network is back.
async function tellKept(): Promise<void> {
  const when = root.dataset['kept'];
  if (when === undefined) return;
  void import('./menu').then((menu) => menu.showChosenLook());
  await loadWords();
  const time = new Date(when);
  const told = Number.isNaN(time.getTime()) ? '' : new Intl.DateTimeFormat(root.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
  toast(say('kept_copy', { time: told }));
  addEventListener('online', () => toast(say('online_again'), { text: say('reload'), act: () => location.reload(), lasts: true }), { once: true });
}

export async function startBackground(): Promise<void> {
  addEventListener('online', () => { void flush(); });
  const badge = navigator as { clearAppBadge?: () => Promise<void> };
  void badge.clearAppBadge?.().catch(() => undefined);
  void tellKept();
  const isList = document.querySelector('[data-list]') !== null;
  const hadMail = isWaiting();
  if (await flush() && hadMail && isList) { location.reload(); return; }  // the page does not know of it yet
  readLists();
  await registerWorker().catch((error: unknown) => console.warn(error));
  if (root.dataset['kept'] !== undefined) return;
  // What is fetched for a time without a network waits until the page has all it shows.
  await new Promise((done) => setTimeout(done, 5000));
  await loadWords();
  await keepEdition();
  // Once a visit, and whenever it changes (actions.ts).
  const { saved } = shelf();
  if (saved.length === 0 || sessionStorage.getItem('kept')) return;
  sessionStorage.setItem('kept', '1');
  keepSaved(saved);
}
