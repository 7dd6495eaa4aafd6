// The pages /saved, /history, /hidden and /following tell what the server knows: the mirror learns from them. A kept copy
// of such a page learns from the mirror instead.
import { make } from './dom';
import { isWaiting, loadWords, say, whenVoice } from './kit';
import { keepShelf, keptOf, shelf, type Kept } from './mirror';

function learnFrom(list: HTMLElement, name: string): void {
  const mirror = shelf();
  const keys = [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')].map((row) => row.dataset['key']!);
  if (name === 'saved') mirror.saved = [...list.querySelectorAll('.card[data-article]')].flatMap((card) => keptOf(card) ?? []);
  // Its list is shorter than ours.
  if (name === 'history') mirror.read = [...keys, ...mirror.read.filter((id) => !keys.includes(id))];
  if (name === 'hidden' || name === 'following') mirror[name] = keys;
  keepShelf(mirror);
}

const row = (one: Kept) => make('li', { 'data-key': one.id }, make('article', { class: 'card row text', 'data-article': one.id },
  make('div', { class: 'words' }, make('h3', { dir: 'auto' }, make('a', { href: one.url }, one.headline || one.url)),
    make('p', { class: 'meta' }, make('span', { class: 'tick' }, one.title)))));

// A copy may be older than what was saved since.
function showSaved(): void {
  const { saved } = shelf();
  const river = document.querySelector('.river');
  let list = document.querySelector<HTMLElement>('[data-list="saved"]');
  if (!list && river && saved.length > 0) river.replaceChildren(list = make('ul', { class: 'shelf', 'data-list': 'saved' }));
  const rows = new Map([...list?.querySelectorAll<HTMLElement>(':scope > [data-key]') ?? []].map((one) => [one.dataset['key']!, one]));
  list?.replaceChildren(...saved.map((one) => rows.get(one.id) ?? row(one)));
}

// All that is saved, one after the other.
function offerListening(): void {
  const place = document.querySelector('.page-head .facts');
  if (!place || shelf().saved.length === 0) return;
  whenVoice(document.documentElement.lang, () => {
    void loadWords().then(() => {
      const all = make('button', { type: 'button', class: 'listen-all' }, say('listen_all'));
      all.addEventListener('click', () => { void import('./listen').then((listen) => listen.listenToAll(shelf().saved)); });
      place.append(all);
    });
  });
}

function learn(page: string): void {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-list]')];
  for (const list of lists) learnFrom(list, list.dataset['list']!);
  // A list that is empty is not there at all.
  if (!lists.some((list) => list.dataset['list'] === page) && ['saved', 'history', 'hidden', 'following'].includes(page)) {
    keepShelf({ ...shelf(), [page === 'history' ? 'read' : page]: [] });
  }
}

export function readLists(): void {
  const page = document.querySelector<HTMLElement>('main')?.dataset['page'] ?? '';
  const isKept = document.documentElement.dataset['kept'] !== undefined;
  if (!isKept && !isWaiting()) learn(page);
  if (page !== 'saved') return;
  if (isKept) showSaved();
  offerListening();
}
