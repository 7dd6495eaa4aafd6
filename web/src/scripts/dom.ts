// Small helpers. Nodes are built, never parsed from strings: the pages' Trusted Types policy allows nothing else.
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A word of the interface: the page carries those that scripts need in <template id="words">, one <i data-k> each.
const words = new Map<string, string>();
export function word(key: string): string {
  if (words.size === 0) {
    const holder = document.getElementById('words');
    if (holder instanceof HTMLTemplateElement) {
      for (const entry of holder.content.querySelectorAll<HTMLElement>('[data-k]')) words.set(entry.dataset['k']!, entry.textContent ?? '');
    }
  }
  return words.get(key) ?? key;
}

export function setCookie(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

// What is kept on this device; a browser that refuses storage forgets.
export function recall(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
export function keep(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* private window */ }
}
