// "12 new articles": asks now and then, only while somebody looks, and says so without moving anything. A page that is
// still empty asks more often, shows how many titles have arrived, and fills itself.
import { make } from './dom';

const everyMillis = 90_000;
const everyMillisWhenEmpty = 5_000;
const mostAsks = 60;  // after that the reader knows where the reload button is

interface Answer { count?: number; text?: string; arrived?: number; arrivals?: string }

function tellArrivals(answer: Answer): void {
  const bar = document.querySelector('progress');
  const text = document.querySelector('[data-arrivals]');
  if (bar && text && answer.arrivals && answer.arrived !== undefined) {
    bar.value = answer.arrived;
    text.textContent = answer.arrivals;
  }
}

export function startFresh(): void {
  const holder = document.querySelector<HTMLElement>('[data-fresh]');
  const since = holder?.dataset['fresh'];
  if (!holder || !since) return;
  const isEmpty = Boolean(holder.dataset['soon']);
  let asks = 0;
  let wait = isEmpty ? everyMillisWhenEmpty : everyMillis;
  let link: HTMLAnchorElement | undefined;

  const show = (answer: Answer): void => {
    const badge = navigator as { setAppBadge?: (count: number) => Promise<void> };
    badge.setAppBadge?.(answer.count!).catch(() => undefined);
    if (!link) holder.prepend(link = make('a', { href: location.pathname + location.search }));
    if (link.textContent !== answer.text) link.textContent = answer.text ?? '';
  };
  const ask = async (): Promise<void> => {
    if (!document.hidden && navigator.onLine) {
      asks += 1;
      try {
        const reply = await fetch(`/latest/new?after=${encodeURIComponent(since)}`);
        if (!reply.ok) throw new Error(String(reply.status));
        const answer = await reply.json() as Answer;
        tellArrivals(answer);
        if (answer.count && isEmpty) { location.reload(); return; }
        if (answer.count) show(answer);
      } catch {
        wait *= 2;
      }
    }
    if (asks < mostAsks) setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
}
