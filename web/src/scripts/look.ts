// Text size, spacing and density: the form works by a round trip; here the page changes at once and the cookie is written.
import { setCookie } from './dom';

const names = ['size', 'spacing', 'density'] as const;
type Look = Record<(typeof names)[number], string>;
const usual: Look = { size: '1', spacing: '0', density: '0' };

export function look(): Look {
  const { dataset } = document.documentElement;
  return { size: dataset['size'] ?? usual.size, spacing: dataset['spacing'] ?? usual.spacing, density: dataset['density'] ?? usual.density };
}

function applyLook(wanted: Partial<Look>): void {
  const next = { ...look(), ...wanted };
  const { dataset } = document.documentElement;
  for (const name of names) {
    if (next[name] === usual[name]) delete dataset[name]; else dataset[name] = next[name];
    for (const field of document.querySelectorAll<HTMLElement>(`form[action="/look"] [name="${name}"]`)) {
      if (field instanceof HTMLButtonElement) field.setAttribute('aria-pressed', String(field.value === next[name]));
      else if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === next[name];
    }
  }
  setCookie('look', names.map((name) => next[name]).join('.'));
}

export function submitLook(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const sent = new FormData(form, submitter);
  const wanted: Partial<Look> = {};
  for (const name of names) {
    const value = sent.get(name);
    if (typeof value === 'string') wanted[name] = value;
  }
  applyLook(wanted);
}

// t: the next larger size, and from the largest the smallest.
export function nextSize(): void { applyLook({ size: String((Number(look().size) + 1) % 7) }); }

// A page that was kept for use without a network may be older than the choice.
export function showChosenLook(): void {
  const chosen = /(?:^|; )look=(\d)\.(\d)\.(\d)/.exec(document.cookie);
  if (chosen) applyLook({ size: chosen[1]!, spacing: chosen[2]!, density: chosen[3]! });
}
