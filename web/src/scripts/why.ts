// "Why here?" and what can be done with a card, in a dialog; without a network with what the card itself tells.
import { make } from './dom';
import type { Change } from './later';
import { keptOf, shelf, type Kept } from './mirror';

const { changeAndTell, copyText, loadWords, openDialog, say } = await import('./later');

interface Answer {
  article: string; url: string; headline: string; language?: string; why?: string;
  story?: { url: string; text: string } | null; title?: { slug: string; name: string };
  topics?: { slug: string; name: string }[]; original?: string;
}

async function answerFor(id: string, kept: Kept): Promise<Answer> {
  try {
    const reply = await fetch(`/why/${id}.json`);
    if (!reply.ok) throw new Error(String(reply.status));
    return await reply.json() as Answer;
  } catch {
    return { article: id, url: kept.url, headline: kept.headline, why: say('why_offline') };
  }
}

function items(answer: Answer, kept: Kept): [string, () => void][] {
  const { saved, read, following } = shelf();
  const id = answer.article;
  const toggle = (key: string, change: Omit<Change, 'add'>, on: boolean): [string, () => void] =>
    [say(on ? `un${key}` : key, { name: change.name ?? '' }), () => { void changeAndTell({ ...change, add: !on }); }];
  const list: [string, () => void][] = [
    toggle('save', { list: 'saved', key: id, kept }, saved.some((one) => one.id === id)),
    toggle('mark_read', { list: 'read', key: id }, read.includes(id)),
    toggle('less_like_this', { list: 'hidden', key: `a:${id}` }, false),
  ];
  const { title } = answer;
  if (title) {
    const followed = `title:${title.slug}`;
    list.push(toggle('hide_title', { list: 'hidden', key: `t:${title.slug}`, name: title.name }, false),
              toggle('follow_title', { list: 'following', key: followed, name: title.name }, following.includes(followed)));
  }
  if ('speechSynthesis' in window) {
    list.push([say('listen_later'), () => { void import('./listen').then((listen) => listen.addToQueue(kept)); }]);
  }
  list.push([say('copy_link'), () => { void copyText(new URL(answer.url, location.href).href, 'copied'); }]);
  return list;
}

export async function openWhy(link: HTMLAnchorElement): Promise<void> {
  const card = link.closest('[data-article]');
  const kept = card && keptOf(card);
  if (!kept) { location.assign(link.href); return; }
  await loadWords();
  const answer = await answerFor(kept.id, kept);
  const reason = make('p', {}, answer.why ?? '');
  const story = answer.story ? [make('p', {}, make('a', { href: answer.story.url }, answer.story.text))] : [];
  const menu = make('ul', { class: 'menu' });
  const headline = make('p', { class: 'about-what', ...answer.language && { lang: answer.language }, dir: 'auto' }, answer.headline);
  const dialog = openDialog('why-sheet', say('why_title'), headline, reason, ...story, menu);
  for (const [text, act] of items(answer, kept)) {
    const button = make('button', { type: 'button' }, text);
    button.addEventListener('click', () => { dialog.close(); act(); });
    menu.append(make('li', {}, button));
  }
}
