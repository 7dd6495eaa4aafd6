// The theme forms work without script by a round trip; with it the page changes at once and the cookie is written here.
import { setCookie } from './dom';

type Theme = 'light' | 'dark' | 'auto';

function show(theme: string): void {
  document.documentElement.dataset['theme'] = theme;
  for (const button of document.querySelectorAll<HTMLButtonElement>('.choices button[name="theme"]')) {
    button.setAttribute('aria-pressed', String(button.value === theme));
  }
}

function apply(theme: Theme): void {
  show(theme);
  setCookie('theme', theme);
}

export function startTheme(): void {
  // A page kept for use without a network may be older than the choice.
  const { dataset } = document.documentElement;
  const chosen = /(?:^|; )theme=(\w+)/.exec(document.cookie)?.[1] ?? 'auto';
  if (dataset['kept'] !== undefined && chosen !== dataset['theme']) show(chosen);
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.getAttribute('action') !== '/theme') return;
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    apply(button.value as Theme);
    // The button that was pressed has given way to the other one: keep the focus where the finger is.
    if (!button.offsetParent) form.querySelector<HTMLButtonElement>(`button:not([value="${CSS.escape(button.value)}"])`)?.focus();
  });
}
