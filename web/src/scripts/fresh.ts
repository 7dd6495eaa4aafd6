// "12 new articles": asks now and then, only while somebody looks, and says so without moving anything.
import { make, word } from './dom';

const everyMillis = 90_000;
const mostAsks = 40;  // an hour of looking; after that the reader knows where the reload button is

export function startFresh(): void {
  const holder = document.querySelector<HTMLElement>('[data-fresh]');
  const since = holder?.dataset['fresh'];
  if (!holder || !since) return;
  let asks = 0;
  let wait = everyMillis;

  const ask = async (): Promise<void> => {
    if (!document.hidden && navigator.onLine) {
      asks += 1;
      try {
        const answer = await fetch(`/latest/new?after=${encodeURIComponent(since)}`, { headers: { accept: 'application/json' } });
        wait = answer.ok ? everyMillis : wait * 2;
        const count = answer.ok ? Number((await answer.json() as { count?: number }).count ?? 0) : 0;
        if (count > 0) show(count);
      } catch {
        wait *= 2;
      }
    }
    if (asks < mostAsks) setTimeout(ask, wait);
  };
  const show = (count: number): void => {
    const text = (count === 1 ? word('fresh_one') : word('fresh_many')).replace('{count}', count.toLocaleString(document.documentElement.lang));
    const link = holder.querySelector('a');
    if (link?.textContent === text) return;
    holder.replaceChildren(make('a', { href: location.pathname }, text));
  };
  setTimeout(ask, holder.dataset['soon'] ? 5_000 : wait);
}
