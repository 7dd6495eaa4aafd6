// Words that only scripts need: fetched once, when first needed. {name} in them is filled in.
let loaded: Promise<void> | undefined;
let texts: Record<string, string> = {};

export function loadWords(): Promise<void> {
  const address = document.documentElement.dataset['words'];
  loaded ??= address
    ? fetch(address).then((reply) => reply.json()).then((all: Record<string, string>) => { texts = all; }, () => { loaded = undefined; })
    : Promise.resolve();
  return loaded ?? Promise.resolve();
}

export function say(key: string, filling: Record<string, string> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
