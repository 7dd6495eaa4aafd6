// The theme forms work without script by a round trip; with it the page changes at once and the cookie is written here.
import { setCookie } from './dom';

type Theme = 'light' | 'dark' | 'auto';

function apply(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  setCookie('theme', theme);
  for (const button of document.querySelectorAll<HTMLButtonElement>('.choices button[name="theme"]')) {
    button.setAttribute('aria-pressed', String(button.value === theme));
  }
}

export function startTheme(): void {
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
