// Pages carry absolute times; here they become "12 min ago", and stay right while the page is open.
import { word } from './dom';

const language = document.documentElement.lang || 'en';
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' });
const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });

function phrase(then: Date, now: number): string {
  const minutes = Math.round((now - then.getTime()) / 60_000);
  if (minutes < 1) return word('just_now');
  if (minutes < 60) return relative.format(-minutes, 'minute');
  if (minutes < 60 * 22) return relative.format(-Math.round(minutes / 60), 'hour');
  const days = Math.round(minutes / 1440);
  return days < 7 ? relative.format(-Math.max(1, days), 'day') : day.format(then);
}

function tell(): void {
  const now = Date.now();
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const then = new Date(element.dateTime);
    if (Number.isNaN(then.getTime()) || element.classList.contains('as-is')) continue;
    const text = element.classList.contains('long') ? clock.format(then) : phrase(then, now);
    if (element.textContent !== text) element.textContent = text;
    if (!element.title) element.title = full.format(then);
  }
}

export function startTimes(): void {
  tell();
  setInterval(() => { if (!document.hidden) tell(); }, 60_000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tell(); });
}
