// /highlights: all that was marked, by article, the newest first.
import { make } from './dom';
import { allMarks, keepMark, removeMark, type Mark } from './marks';

const { copyText, loadWords, say, toast } = await import('./later');

// What stands for a structure in Markdown is written so that it stays text.
const plain = (text: string) => text.replace(/\s+/g, ' ').trim().replace(/([\\`*_[\]<>#])/g, '\\$1');

function markdown(marks: Mark[]): string {
  return byArticle(marks).map(([first, ...rest]) => {
    const source = first!.title ? ` (${plain(first!.title)})` : '';
    const quotes = [first!, ...rest].map((mark) => `> ${plain(mark.quote)}\n${mark.note ? `\n${plain(mark.note)}\n` : ''}`);
    return `## [${plain(first!.headline || first!.url)}](${new URL(first!.url, location.href).href})${source}\n\n${quotes.join('\n')}`;
  }).join('\n');
}

function byArticle(marks: Mark[]): Mark[][] {
  const groups = new Map<string, Mark[]>();
  for (const mark of marks) groups.set(mark.article, [...groups.get(mark.article) ?? [], mark]);
  return [...groups.values()];
}

function item(mark: Mark, again: () => void): HTMLLIElement {
  const note = make('textarea', { rows: '2', 'aria-label': say('note'), placeholder: say('note_add'), maxlength: '4000' });
  note.value = mark.note;
  note.addEventListener('change', () => {
    keepMark({ ...mark, note: note.value.trim() });
    toast(say('note_kept'));
  });
  const remove = make('button', { type: 'button' }, say('highlight_remove'));
  remove.addEventListener('click', () => {
    const now = allMarks().find((one) => one.article === mark.article && one.time === mark.time) ?? mark;
    removeMark(now);
    again();
    toast(say('highlight_removed'), { text: say('undo'), act: () => { keepMark(now); again(); } });
  });
  return make('li', {}, make('blockquote', { dir: 'auto' }, mark.quote), note, remove);
}

export async function showHighlights(holder: HTMLElement): Promise<void> {
  await loadWords();
  const show = (): void => {
    const marks = allMarks();
    if (marks.length === 0) { holder.replaceChildren(make('p', { class: 'lede' }, say('highlights_none'))); return; }
    const copy = make('button', { type: 'button', class: 'button' }, say('highlights_copy'));
    copy.addEventListener('click', () => { void copyText(markdown(allMarks()), 'copied_markdown'); });
    holder.replaceChildren(make('p', {}, copy), ...byArticle(marks).map((group) => {
      const [first] = group;
      return make('section', { class: 'marked' },
        make('h2', { dir: 'auto' }, make('a', { href: first!.url }, first!.headline || first!.url)), make('p', { class: 'meta' }, first!.title),
        make('ul', {}, ...group.map((mark) => item(mark, show))));
    }));
  };
  show();
}
