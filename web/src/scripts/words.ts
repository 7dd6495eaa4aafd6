// Words that only scripts need, and the style sheet of what they make: fetched once, when first needed.
import { make } from './dom';

declare const LATE_STYLE: string;
let loaded: Promise<unknown> | undefined;
let texts: Record<string, string> = {};

function loadStyle(): Promise<void> {
  return new Promise((done) => {
    const link = make('link', { rel: 'stylesheet', href: LATE_STYLE });
    link.addEventListener('load', () => done());
    link.addEventListener('error', () => done());
    document.head.append(link);
  });
}

async function fetchWords(): Promise<void> {
  const address = document.documentElement.dataset['words'];
  if (address) texts = await (await fetch(address)).json() as Record<string, string>;
}

export async function loadWords(): Promise<void> {
  loaded ??= Promise.all([fetchWords().catch(() => { loaded = undefined; }), loadStyle()]);
  await loaded;
}

// {name} in a text is filled in.
export function say(key: string, filling: Record<string, string> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
