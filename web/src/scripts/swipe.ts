// On touch: a card to the right is saved, to the left means less like this. Both can be undone, and both stand in the
// card's menu as well. Only a clearly horizontal move counts; the page's own scrolling stays as it is (touch-action).
import { keptOf, shelf } from './mirror';

const { changeAndTell } = await import('./later');

const enough = 60;

export function startSwipe(): void {
  let card: HTMLElement | null = null;
  let x = 0, y = 0, moved = 0;
  const done = (): void => {
    card?.style.removeProperty('translate');
    card?.classList.remove('swiped', 'to-save', 'to-hide');
    card = null;
    moved = 0;
  };
  document.addEventListener('pointerdown', (event) => {
    const target = event.target as Element;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    card = target.closest<HTMLElement>('main .card[data-article]');
    x = event.clientX;
    y = event.clientY;
  });
  document.addEventListener('pointermove', (event) => {
    if (!card) return;
    const across = event.clientX - x, down = Math.abs(event.clientY - y);
    if (!moved && (Math.abs(across) < 12 || Math.abs(across) < down * 1.5)) return;
    moved = across;
    card.style.translate = `${Math.sign(across) * Math.min(Math.abs(across), 120)}px`;
    card.classList.add('swiped');
    card.classList.toggle('to-save', across > enough);
    card.classList.toggle('to-hide', across < -enough);
  });
  document.addEventListener('pointerup', () => {
    const kept = card && keptOf(card), by = moved;
    const isSwipe = Boolean(card && moved);
    done();
    if (!kept || !isSwipe) return;
    // The press that ends a swipe opens nothing.
    addEventListener('click', (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => dispatchEvent(new Event('click')), 50);
    if (by > enough) void changeAndTell({ list: 'saved', key: kept.id, kept, add: !shelf().saved.some((one) => one.id === kept.id) });
    if (by < -enough) void changeAndTell({ list: 'hidden', key: `a:${kept.id}`, add: true });
  });
  document.addEventListener('pointercancel', done);
}
