// Listening to an article: a bar at the foot of the page, a queue that goes on to the next one, a timer to fall asleep by.
import { keep, make, recall } from './dom';
import { keptOf, type Kept } from './mirror';
import { Speaker, sentencesOf } from './speech';

const { languageOf, loadWords, say, toast } = await import('./later');

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2];
interface Session { queue: Kept[]; playing: boolean; sleepAt?: number; sleepAtEnd?: boolean }

// What goes on in the next page stands in the tab's own storage.
function session(): Session {
  try { return { queue: [], playing: false, ...JSON.parse(sessionStorage.getItem('listen') ?? '{}') as Partial<Session> }; }
  catch { return { queue: [], playing: false }; }
}
function keepSession(changes: Partial<Session>): void {
  try { sessionStorage.setItem('listen', JSON.stringify({ ...session(), ...changes })); } catch { /* then it ends with this page */ }
}

let bar: HTMLElement | undefined;
let speaker: Speaker | undefined;

function goOn(): void {
  const { queue, sleepAtEnd } = session();
  const [next, ...rest] = queue;
  if (sleepAtEnd || !next) {
    keepSession({ playing: false, sleepAtEnd: false });
    return;
  }
  keepSession({ queue: rest, playing: true });
  location.assign(next.url);
}

export async function addToQueue(...articles: Kept[]): Promise<void> {
  const { queue } = session();
  keepSession({ queue: [...queue.filter((one) => !articles.some((other) => other.id === one.id)), ...articles] });
  await loadWords();
  if (!speaker?.isPlaying) toast(say('queued'), { text: say('listen_now'), act: goOn });
  else toast(say('queued'));
  showQueue();
}
export async function listenToAll(articles: Kept[]): Promise<void> {
  keepSession({ queue: articles, playing: true });
  goOn();
}

const shapes: Record<string, string> = {
  skip_back: 'm12 6-6 6 6 6m7-12-6 6 6 6', skip_forward: 'm12 6 6 6-6 6M5 6l6 6-6 6', play: 'M8 5v14l11-7z', pause: 'M9 5v14M15 5v14',
  next_article: 'M6 5v14l9-7zM18 5v14', listen_close: 'M6 6l12 12M18 6 6 18',
};
function show(made: HTMLButtonElement, name: string): void {
  made.className = name.replaceAll('_', '-');
  made.title = say(name);
  made.setAttribute('aria-label', say(name));
  const of = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag);
  const svg = of('svg'), path = of('path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', shapes[name]!);
  svg.append(path);
  made.replaceChildren(svg);
}
const button = (name: string, act: () => void): HTMLButtonElement => {
  const made = make('button', { type: 'button' });
  show(made, name);
  made.addEventListener('click', act);
  return made;
};
function select(label: string, options: [string, string][], value: string, chosen: (value: string) => void): HTMLLabelElement {
  const field = make('select', {}, ...options.map(([key, text]) => make('option', { value: key }, text)));
  field.value = value;
  field.addEventListener('change', () => chosen(field.value));
  return make('label', {}, make('span', { class: 'vh' }, label), field);
}

function sleep(choice: string): void {
  const minutes = Number(choice);
  keepSession({ sleepAtEnd: choice === 'end', sleepAt: minutes ? Date.now() + minutes * 60_000 : 0 });
}
function sleepNow(): void {
  const { sleepAt } = session();
  if (!sleepAt || Date.now() < sleepAt || !speaker?.isPlaying) return;
  speaker.pause();
  keepSession({ playing: false, sleepAt: 0 });
}

function showQueue(): void {
  const list = bar?.querySelector<HTMLElement>('.queue');
  const next = bar?.querySelector<HTMLElement>('.next-article');
  if (!list || !next) return;
  const { queue } = session();
  list.replaceChildren(...queue.slice(0, 3).map((one) => make('li', { dir: 'auto' }, one.headline)));
  list.hidden = next.hidden = queue.length === 0;
}

function showState(): void {
  const play = bar?.querySelector<HTMLButtonElement>('.play, .pause');
  if (!play || !speaker) return;
  const name = speaker.isPlaying ? 'pause' : 'play';
  if (play.className !== name) show(play, name);
  keepSession({ playing: speaker.isPlaying });
  const media = navigator.mediaSession as MediaSession | undefined;
  if (media) media.playbackState = speaker.isPlaying ? 'playing' : 'paused';
}

function startMediaSession(article: Kept): void {
  const media = navigator.mediaSession as MediaSession | undefined;
  if (!media || !speaker) return;
  media.metadata = new MediaMetadata({ title: article.headline, artist: article.title });
  const own = speaker;
  const actions: [MediaSessionAction, () => void][] = [
    ['play', () => own.play()], ['pause', () => own.pause()], ['previoustrack', () => own.skip(-1)], ['nexttrack', () => own.skip(1)], ['stop', close],
  ];
  for (const [action, act] of actions) try { media.setActionHandler(action, act); } catch { /* not known to this browser */ }
}

function close(): void {
  speaker?.stop();
  keepSession({ playing: false, queue: [], sleepAt: 0, sleepAtEnd: false });
  bar?.remove();
  bar = undefined;
  document.body.classList.remove('listening');
  document.querySelector<HTMLElement>('button.listen')?.focus();
}

function makeBar(): void {
  const own = speaker!;
  const { sleepAt, sleepAtEnd } = session();
  const toggle = button('play', () => { if (own.isPlaying) own.pause(); else own.play(); });
  const { lang } = document.documentElement;
  const times = (speed: number) => `${speed.toLocaleString(lang)}×`;
  bar = make('div', { class: 'listen-bar', role: 'region', 'aria-label': say('listen_bar') },
    make('div', { class: 'keys-row' }, button('skip_back', () => own.skip(-1)), toggle, button('skip_forward', () => own.skip(1)),
      button('next_article', goOn), button('listen_close', close)),
    select(say('speed'), speeds.map((speed) => [String(speed), times(speed)]), String(own.speed), (value) => {
      keep('speed', value);
      own.setSpeed(Number(value));
    }),
    select(say('sleep'), [['', say('sleep_never')], ['10', say('sleep_10')], ['20', say('sleep_20')], ['30', say('sleep_30')], ['end', say('sleep_end')]],
           sleepAtEnd ? 'end' : sleepAt ? '10' : '', sleep),
    make('ol', { class: 'queue', 'aria-label': say('queue') }));
  document.body.append(bar);
  document.body.classList.add('listening');
  showQueue();
  toggle.focus();
}

export async function startListening(): Promise<void> {
  const article = document.querySelector('main article.article');
  const kept = article && keptOf(article);
  if (!article || !kept) return;
  await loadWords();
  if (!speaker) {
    const language = languageOf(article.querySelector('.body') ?? article);
    speaker = new Speaker(sentencesOf(article, language), language, showState, goOn);
    speaker.speed = Number(recall('speed')) || 1;
    addEventListener('pagehide', () => { const { playing } = session(); speaker?.stop(); keepSession({ playing }); });
    setInterval(sleepNow, 1000);
  }
  if (!bar) makeBar();
  startMediaSession(kept);
  if (speaker.isPlaying) speaker.pause(); else speaker.play();
}
