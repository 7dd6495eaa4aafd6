// Save, mark as read, hide, follow: the page changes at once, the form is sent behind it, and a word says so with an undo.
import { keepShelf, keptOf, shelf, type Kept } from './mirror';
import { post } from './outbox';
import { toast } from './toast';
import { loadWords, say } from './words';
import { keepSaved } from './worker_talk';

type List = 'saved' | 'read' | 'hidden' | 'following';
export interface Change {
  list: List;
  key: string;  // an article's id; of what is hidden "a:ID" or "t:SLUG"; of what is followed "title:SLUG" and so on
  add: boolean;
  kept?: Kept;  // needed to save
  name?: string;  // of a title or topic, for the words
}
const paths: Record<List, string> = { saved: '/saved', read: '/history', hidden: '/hidden', following: '/following' };

function fields({ list, key, add }: Change): Record<string, string> {
  const what: Record<string, string> = list === 'following' ? { what: key }
    : list === 'hidden' ? (key.startsWith('t:') ? { title: key.slice(2) } : { article: key.slice(2) }) : { article: key };
  return { ...what, do: add ? 'add' : 'remove', back: '/' };
}

function reflect({ list, key, add, kept }: Change): void {
  const mirror = shelf();
  if (list === 'saved') {
    mirror.saved = mirror.saved.filter((one) => one.id !== key);
    if (add) mirror.saved.unshift(kept ?? { id: key, url: `/article/${key}`, headline: '', title: '' });
  } else {
    mirror[list] = mirror[list].filter((one) => one !== key);
    if (add) mirror[list].unshift(key);
  }
  keepShelf(mirror);
}

// Rows of a list that lose what they are listed for go, and come back with an undo.
function showRows({ list, key, add, name }: Change): void {
  for (const row of document.querySelectorAll<HTMLElement>(`[data-list="${list === 'read' ? 'history' : list}"] > [data-key="${CSS.escape(key)}"]`)) {
    row.classList.toggle('away', !add);
  }
  if (list === 'hidden' && key.startsWith('t:') && name) {
    for (const card of document.querySelectorAll('.card')) {
      if (card.querySelector('.tick')?.textContent === name) card.classList.toggle('away', add);
    }
  }
}

// Does it without a word.
export async function change(one: Change): Promise<boolean> {
  reflect(one);
  showRows(one);
  const sent = await post(paths[one.list], fields(one));
  if (one.list === 'saved') keepSaved(shelf().saved);
  return sent;
}

// What was done last can be taken back before its toast is there, by key.
let takeBack: (() => void) | undefined;
export function undoLast(): void {
  takeBack?.();
  for (const box of document.querySelectorAll('.toast:has(.undo)')) box.remove();
}

export async function changeAndTell(one: Change): Promise<void> {
  let isUndone = false;
  const act = takeBack = () => {
    if (!isUndone) void change({ ...one, add: !one.add });
    isUndone = true;
  };
  const sent = change(one);
  await loadWords();
  if (isUndone) return;
  const undo = { text: say('undo'), act };
  const text = say(`${one.add ? 'did' : 'undid'}_${one.list}`, { name: one.name ?? '' });
  toast(text, undo);
  if (!await sent && !isUndone) toast(`${text} ${say('waits')}`, undo);
  else if (one.list === 'saved' && one.add && !shelf().saved.some(({ id }) => id === one.key)) toast(say('saved_full'));
}

// A form as it stands on a page.
export async function submitForm(form: HTMLFormElement, what: string): Promise<void> {
  const value = (name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
  const list = (Object.keys(paths) as List[]).find((one) => paths[one] === form.getAttribute('action'))!;
  const holder = form.closest('[data-article]') ?? form.closest('li')?.querySelector('[data-article]') ?? document.querySelector('main [data-article]');
  const article = value('article');
  const key = list === 'following' ? value('what') : list !== 'hidden' ? article : value('title') ? `t:${value('title')}` : `a:${article}`;
  const kept = holder?.getAttribute('data-article') === article ? keptOf(holder) : undefined;
  const name = list === 'following' ? nameOf(form) : '';
  form.closest('.done')?.classList.add('away');
  await changeAndTell({ list, key, add: what !== 'remove', name, ...kept && { kept } });
}

// What is followed is named beside its form.
const nameOf = (form: HTMLFormElement) =>
  (form.closest('li')?.querySelector('bdi, a') ?? form.closest('header')?.querySelector('h1'))?.textContent?.trim() ?? '';
