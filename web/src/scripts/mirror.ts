// What this device knows of the reader's shelf: pages are the same for everybody, so what was saved, read and hidden is
// shown on their cards by script. The server's lists are the truth (lists.ts); this is its mirror, at hand without a network.
import { keep, recall } from './dom';

export interface Kept { id: string; url: string; headline: string; title: string }
export interface Shelf { saved: Kept[]; read: string[]; hidden: string[]; following: string[] }
const mostRead = 2000;

export function shelf(): Shelf {
  const none: Shelf = { saved: [], read: [], hidden: [], following: [] };
  try {
    return { ...none, ...JSON.parse(recall('shelf') ?? '{}') as Partial<Shelf> };
  } catch { return none; }
}

export function keepShelf(mirror: Shelf): void {
  keep('shelf', JSON.stringify({ ...mirror, read: mirror.read.slice(0, mostRead) }));
  showShelf();
}

// Which article a part of the page is about, with what a list of it needs to know.
export function keptOf(holder: Element): Kept | undefined {
  const id = holder.getAttribute('data-article');
  if (!id) return undefined;
  const link = holder.querySelector<HTMLAnchorElement>('h3 a');
  return {
    id, url: link ? new URL(link.href).pathname : location.pathname,
    headline: (link ?? holder.querySelector('h1'))?.textContent?.trim() ?? '',
    title: holder.querySelector('.tick, .publisher .name')?.textContent?.trim() ?? '',
  };
}

export function showShelf(): void {
  const { saved, read, hidden, following } = shelf();
  const isSaved = new Set(saved.map((one) => one.id)), isRead = new Set(read), isHidden = new Set(hidden);
  // On the page of what was read, and in an article itself, nothing is dimmed or taken away.
  const list = document.querySelector<HTMLElement>('main')?.dataset['page'];
  for (const card of document.querySelectorAll<HTMLElement>('.card[data-article]')) {
    const id = card.dataset['article']!;
    card.classList.toggle('read', isRead.has(id) && list !== 'history');
    card.classList.toggle('saved', isSaved.has(id) && list !== 'saved');
    if (list !== 'hidden' && list !== 'saved') card.classList.toggle('away', isHidden.has(`a:${id}`));
  }
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-do]')) {
    const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
    const on = form.dataset['do'] === 'save' ? isSaved.has(field('article'))
      : form.dataset['do'] === 'read' ? isRead.has(field('article')) : following.includes(field('what'));
    showForm(form, on);
  }
}

// A button that is pressed undoes what it did.
function showForm(form: HTMLFormElement, on: boolean): void {
  const button = form.querySelector<HTMLButtonElement>('button[name="do"]');
  if (!button) return;
  button.value = on ? 'remove' : 'add';
  button.setAttribute('aria-pressed', String(on));
}
