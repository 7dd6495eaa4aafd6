// Pages carry absolute times; here they become "12 min ago", and stay right while the page is open.
import { word } from './dom';

const language = document.documentElement.lang || 'en';
// Making a formatter costs more than using it a hundred times: each is made when it is first wanted.
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}
const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' }));
const full = once(() => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }));
const day = once(() => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }));
const clock = once(() => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }));

function phrase(then: Date, now: number): string {
  const minutes = Math.round((now - then.getTime()) / 60_000);
  if (minutes < 1) return word('just_now');
  if (minutes < 60) return relative().format(-minutes, 'minute');
  if (minutes < 60 * 22) return relative().format(-Math.round(minutes / 60), 'hour');
  const days = Math.round(minutes / 1440);
  return days < 7 ? relative().format(-Math.max(1, days), 'day') : day().format(then);
}

function tellOne(element: HTMLTimeElement, now: number): void {
  const then = new Date(element.dateTime);
  if (Number.isNaN(then.getTime()) || element.classList.contains('as-is')) return;
  const text = element.classList.contains('long') ? clock().format(then) : phrase(then, now);
  if (element.textContent !== text) element.textContent = text;
}

// Those in sight at once, the others a few at a time: nobody waits for them, and a long task would hold up a press.
const atOnce = 12;
function tell(): void {
  // What a publisher wrote stays as it was written.
  const elements = [...document.querySelectorAll<HTMLTimeElement>('time[datetime]:not(.body *)')];
  const some = (): void => {
    const now = Date.now();
    for (const element of elements.splice(0, atOnce)) tellOne(element, now);
    if (elements.length) setTimeout(some);
  };
  some();
}

// The whole date, for who points at a time.
function title(event: Event): void {
  const element = (event.target as Element).closest?.<HTMLTimeElement>('time[datetime]:not([title], .as-is)');
  const then = new Date(element?.dateTime ?? '');
  if (element && !Number.isNaN(then.getTime())) element.title = full().format(then);
}

export function startTimes(): void {
  tell();
  setInterval(() => { if (!document.hidden) tell(); }, 60_000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tell(); });
  document.addEventListener('pointerover', title);
}
