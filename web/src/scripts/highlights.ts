// Passages a reader marks: kept on this device with the words around them, found again when the page comes back, and
// painted without changing the page.
import { make } from './dom';
import { allMarks, keepMark, removeMark, type Mark } from './marks';
import { keptOf } from './mirror';

const { loadWords, openDialog, paint, Passage, say, toast } = await import('./later');

const around = 32, longest = 2000;
let article: HTMLElement | undefined, body: HTMLElement;
let painted: { mark: Mark; range: Range }[] = [];
let offer: HTMLButtonElement | undefined;

// The passage as it stands in the text now: where its surroundings fit best.
function find(passage: InstanceType<typeof Passage>, mark: Mark): Range | undefined {
  let best = -1, bestFit = -1;
  for (let at = passage.text.indexOf(mark.quote); at >= 0; at = passage.text.indexOf(mark.quote, at + 1)) {
    const fit = Number(passage.text.slice(0, at).endsWith(mark.prefix)) + Number(passage.text.slice(at + mark.quote.length).startsWith(mark.suffix));
    if (fit > bestFit) { best = at; bestFit = fit; }
  }
  return best < 0 ? undefined : passage.range(best, best + mark.quote.length);
}

function paintMarks(): void {
  const passage = new Passage(body, '');
  painted = allMarks().filter((mark) => mark.article === article?.dataset['article']).flatMap((mark) => {
    const range = find(passage, mark);
    return range ? [{ mark, range }] : [];
  });
  paint('kept', painted.map(({ range }) => range));
}

// What is selected of the text; a selection may begin before it or end behind it.
function selected(): Range | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  const begins = body.contains(range.startContainer), ends = body.contains(range.endContainer);
  if (!begins && !ends) return undefined;
  if (!begins) range.setStart(body, 0);
  if (!ends) range.setEnd(body, body.childNodes.length);
  return range.toString().trim() ? range : undefined;
}

export async function highlight(): Promise<void> {
  const holder = document.querySelector<HTMLElement>('main article.article[data-article]');
  if (holder) startHighlights(holder);
  const range = holder && selected();
  const kept = holder && keptOf(holder);
  if (!range || !kept) return;
  const passage = new Passage(body, '');
  const from = passage.offsetOf(range.startContainer, range.startOffset), to = passage.offsetOf(range.endContainer, range.endOffset);
  const quote = from < 0 ? '' : passage.text.slice(from, Math.min(to, from + longest)).trimEnd();
  if (!quote) return;
  const mark: Mark = {
    article: kept.id, url: kept.url, headline: kept.headline, title: kept.title, quote, note: '', time: Date.now(),
    prefix: passage.text.slice(Math.max(0, from - around), from), suffix: passage.text.slice(from + quote.length, from + quote.length + around),
  };
  keepMark(mark);
  getSelection()?.removeAllRanges();
  hideOffer();
  paintMarks();
  await loadWords();
  toast(say('highlighted'), { text: say('note_add'), act: () => edit(mark) });
}

function edit(mark: Mark): void {
  const field = make('textarea', { rows: '4', id: 'note', maxlength: '4000' });
  field.value = mark.note;
  const remove = make('button', { type: 'button' }, say('highlight_remove'));
  const dialog = openDialog('note-sheet', say('highlight'), make('blockquote', { dir: 'auto' }, mark.quote),
    make('label', { for: 'note' }, say('note')), field, make('p', { class: 'row-of-buttons' }, remove));
  let isRemoved = false;
  // However it is closed, what was written is kept.
  dialog.addEventListener('close', () => {
    const note = field.value.trim();
    if (isRemoved || note === mark.note) return;
    keepMark({ ...mark, note });
    paintMarks();
    toast(say('note_kept'));
  });
  remove.addEventListener('click', () => {
    isRemoved = true;
    removeMark(mark);
    paintMarks();
    dialog.close();
    toast(say('highlight_removed'), { text: say('undo'), act: () => { keepMark(mark); paintMarks(); } });
  });
  field.focus();
}

function hideOffer(): void {
  offer?.remove();
  offer = undefined;
}

// The button stands right behind the end of what is selected, where the keyboard comes next.
async function showOffer(): Promise<void> {
  const range = selected();
  if (!range) { if (offer !== document.activeElement) hideOffer(); return; }
  await loadWords();
  if (!offer) {
    offer = make('button', { type: 'button', class: 'mark-it' }, say('highlight'));
    offer.addEventListener('pointerdown', (event) => event.preventDefault());  // the selection stays
    offer.addEventListener('click', () => { void highlight(); });
    body.after(offer);
  }
  const box = range.getBoundingClientRect();
  offer.style.insetBlockStart = `${Math.max(8, box.bottom + scrollY + 8)}px`;
  offer.style.left = `${Math.min(innerWidth - 140, Math.max(8, box.left))}px`;
}

function markAt(event: MouseEvent): Mark | undefined {
  return painted.find(({ range }) => [...range.getClientRects()].some(({ left, right, top, bottom }) =>
    event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom))?.mark;
}

export { showHighlights } from './highlights_page';

export function startHighlights(holder: HTMLElement): void {
  if (article) return;
  article = holder;
  body = holder.querySelector<HTMLElement>('.body')!;
  paintMarks();
  if (painted.length > 0) void loadWords();  // and their colour with them
  let waiting = 0;
  document.addEventListener('selectionchange', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => { void showOffer(); }, 250);
  });
  body.addEventListener('click', (event) => {
    const mark = (event.target as Element).closest('a') ? undefined : markAt(event);
    if (mark && getSelection()?.isCollapsed) void loadWords().then(() => edit(mark));
  });
  void showOffer();
}
