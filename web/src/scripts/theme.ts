// The theme forms work without script by a round trip; with it the page changes at once and the cookie is written here.
import { setCookie } from './dom';

type Theme = 'light' | 'dark' | 'auto';

function shownTheme(): 'light' | 'dark' {
  const set = document.documentElement.dataset['theme'];
  if (set === 'light' || set === 'dark') return set;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

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
    const chosen = button.value;
    apply(chosen === 'other' ? (shownTheme() === 'dark' ? 'light' : 'dark') : (chosen as Theme));
  });
}
