// On an article's page: it becomes read by itself, the place where one stopped is kept, and it can be shared and printed.
import { make, recall, keep } from './dom';
import { change, copyText, languageOf, loadWords, say, toast, whenVoice } from './kit';
import { shelf } from './mirror';

const leastSeconds = 15;
const wordsPerMinute = 230, signsPerMinute = 500;
const mostPlaces = 100;
type Place = [id: string, block: number];

// Half the time it takes to read, in seconds; languages without spaces are counted in signs.
function secondsToRead(text: string): number {
  const words = text.trim().split(/\s+/).length;
  const minutes = text.length > words * 20 ? text.length / signsPerMinute : words / wordsPerMinute;
  return Math.max(leastSeconds, minutes * 30);
}

// Seen to its end, or long enough; only while somebody looks.
function watchReading(id: string, body: HTMLElement): void {
  if (shelf().read.includes(id)) return;
  const enough = secondsToRead(body.textContent ?? '');
  const fits = body.getBoundingClientRect().bottom + scrollY <= innerHeight;
  let seconds = 0, isAtEnd = false;
  const end = new IntersectionObserver((all) => { isAtEnd ||= all.some((one) => one.isIntersecting); });
  if (body.lastElementChild && !fits) end.observe(body.lastElementChild);
  const clock = setInterval(() => {
    if (document.hidden) return;
    seconds += 1;
    if (seconds < enough && !(isAtEnd && seconds >= 5)) return;
    clearInterval(clock);
    end.disconnect();
    if (!shelf().read.includes(id)) void change({ list: 'read', key: id, add: true });
  }, 1000);
}

function places(): Place[] {
  try { return JSON.parse(recall('places') ?? '[]') as Place[]; } catch { return []; }
}

const topmost = (body: HTMLElement) => [...body.children].findIndex((block) => block.getBoundingClientRect().bottom > 80);

function keepPlace(id: string, body: HTMLElement): void {
  const block = topmost(body);
  const others = places().filter(([other]) => other !== id);
  const isThrough = body.getBoundingClientRect().bottom < innerHeight;
  if (block > 0 && !isThrough) others.unshift([id, block]);
  keep('places', JSON.stringify(others.slice(0, mostPlaces)));
}

async function offerPlace(body: HTMLElement, block: Element): Promise<void> {
  await loadWords();
  if (scrollY > innerHeight / 2) return;  // the browser has brought the reader back already
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const close = toast('', {
    text: say('continue'), lasts: true,
    act: () => { block.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' }); },
  });
  const passed = (): void => {
    if (topmost(body) < 1) return;
    close();
    removeEventListener('scroll', passed);
  };
  addEventListener('scroll', passed, { passive: true });
}

function startPlaces(id: string, body: HTMLElement): void {
  const place = places().find(([other]) => other === id);
  const block = place && body.children[place[1]];
  if (block && !location.hash) void offerPlace(body, block);
  let waiting = 0;
  const moved = (): void => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => keepPlace(id, body), 400);
  };
  addEventListener('scroll', moved, { passive: true });
  if (scrollY > 0) moved();  // before this part was there
}

async function startSharing(tools: Element, headline: string): Promise<void> {
  const details = tools.querySelector<HTMLDetailsElement>('details.share');
  const summary = details?.querySelector('summary');
  if (!details || !summary) return;
  const print = details.querySelector<HTMLButtonElement>('button.print');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => { details.open = false; window.print(); });
  }
  const link = { title: headline, url: details.querySelector<HTMLInputElement>('#own')?.value || location.href.replace(/#.*$/, '') };
  const share = navigator.share as typeof navigator.share | undefined;
  if (share && matchMedia('(pointer: coarse)').matches) {
    summary.addEventListener('click', (event) => {
      event.preventDefault();
      share.call(navigator, link).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) details.open = true;
      });
    });
  }
  details.addEventListener('toggle', () => {
    if (!details.open || details.querySelector('.copy')) return;
    void loadWords().then(() => {
      const copy = make('button', { type: 'button', class: 'copy' }, say('copy_link'));
      copy.addEventListener('click', () => { details.open = false; void copyText(link.url, 'copied'); });
      details.querySelector('.panel')?.append(copy);
    });
  });
}

// An open panel of the tools closes with Esc and with a press elsewhere.
function startPanels(tools: Element): void {
  const set = tools.querySelector<HTMLButtonElement>('.look .button');
  if (set) set.hidden = true;  // every choice is there at once
  const open = () => tools.querySelector<HTMLDetailsElement>('details[open]');
  document.addEventListener('keydown', (event) => {
    const panel = event.key === 'Escape' ? open() : null;
    if (!panel) return;
    panel.open = false;
    panel.querySelector('summary')?.focus();
  });
  document.addEventListener('click', (event) => {
    for (const panel of tools.querySelectorAll<HTMLDetailsElement>('details[open]')) {
      if (!panel.contains(event.target as Node)) panel.open = false;
    }
  });
}

// The button to listen is there where the browser has a voice for it. What was being listened to goes on by itself.
function startVoice(article: Element, body: Element): void {
  const button = article.querySelector<HTMLButtonElement>('button.listen');
  if (button) whenVoice(languageOf(body), () => {
    button.hidden = false;
    if (/"playing":true/.test(sessionStorage.getItem('listen') ?? '')) void import('./listen').then((part) => part.startListening());
  });
}

export function startReading(article: HTMLElement): void {
  const id = article.dataset['article']!;
  const body = article.querySelector<HTMLElement>('.body');
  if (body) {
    watchReading(id, body);
    startPlaces(id, body);
    startVoice(article, body);
  }
  const tools = article.querySelector('.tools');
  if (tools) {
    void startSharing(tools, article.querySelector('h1')?.textContent?.trim() ?? '');
    startPanels(tools);
  }
}
