// A sentence at the foot of the page, in its live region, with what can be done about it.
import { make } from './dom';
import { say } from './words';

const shownMillis = 10_000;

interface Offer { text: string; act: () => void; lasts?: boolean }

export function toast(text: string, offer?: Offer): () => void {
  const region = document.querySelector('[role="status"].fresh') ?? document.body.appendChild(make('div', { class: 'fresh', role: 'status' }));
  for (const old of region.querySelectorAll('.toast')) old.remove();
  const box = make('div', { class: 'toast' });
  if (text) box.append(make('span', {}, text));
  let left = shownMillis;
  const close = (): void => { clearInterval(clock); box.remove(); };
  if (offer) {
    const button = make('button', { type: 'button', class: offer.text === say('undo') ? 'undo' : '' }, offer.text);
    button.addEventListener('click', () => { close(); offer.act(); });
    box.append(button);
  }
  // It stays while somebody points at it or has focus in it.
  const clock = setInterval(() => {
    if (box.matches(':hover, :focus-within') || document.hidden) return;
    left -= 250;
    if (left <= 0 && !offer?.lasts) close();
  }, 250);
  region.append(box);
  return close;
}
