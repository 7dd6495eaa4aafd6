// The service worker: what was read stays readable without a network. Hand-written and small (build.mjs refuses more than
// 4 KB). Static files come from the cache, pages from the network while there is one, pictures from the cache.
declare const KEPT: string;     // hashed names of the static files every page needs
declare const VERSION: string;  // of that list
type Message = { type: 'keep-edition' | 'keep-saved'; urls: string[] } | { type: 'purge' };

const worker = self as unknown as ServiceWorkerGlobalScope;
const statics = `static-${VERSION}`;
// A copy that was asked for is kept until it is replaced; of what merely passed by the latest are.
const pages = 'pages', pictures = 'pictures', edition = 'edition', saved = 'saved';
const most: Record<string, number> = { [pages]: 60, [pictures]: 250, [statics]: 90 };
const kept = KEPT.split(' ').map((name) => `/static/${name}`);
const sameWhateverAsked = { ignoreVary: true };

async function put(name: string, request: Request | string, response: Response): Promise<void> {
  const cache = await caches.open(name);
  await cache.delete(request, sameWhateverAsked);  // what is put anew is the newest again
  await cache.put(request, response);
  const keys = await cache.keys();
  const room = most[name] ?? Infinity;
  for (const key of keys.slice(0, Math.max(0, keys.length - room))) if (!kept.includes(new URL(key.url).pathname)) await cache.delete(key);
}

async function staticFile(request: Request): Promise<Response> {
  const found = await caches.match(request, sameWhateverAsked);
  if (found) return found;
  try {
    const response = await fetch(request);
    if (response.ok) await put(statics, request, response.clone());
    return response;
  } catch (error) {
    // A kept page may name the file of an earlier version: the present one does as well.
    const alike = (url: string) => new URL(url, worker.location.href).pathname.replace(/-[^-]*(\.\w+)$/, '$1');
    const cache = await caches.open(statics);
    const other = (await cache.keys()).find((key) => alike(key.url) === alike(request.url));
    const response = other && await cache.match(other, sameWhateverAsked);
    if (response) return response;
    throw error;
  }
}

async function picture(request: Request): Promise<Response> {
  const found = await caches.match(request, sameWhateverAsked);
  if (found) return found;
  try {
    const response = await fetch(request);
    if (response.ok) void put(pictures, request, response.clone());
    return response;
  } catch (error) {
    // Another size of it is better than none: what differs is what stands before the picture's own address.
    const own = (url: string) => url.split('/').slice(6).join('/');
    for (const name of [saved, pictures]) {
      const cache = await caches.open(name);
      const other = (await cache.keys()).find((key) => own(key.url) && own(key.url) === own(request.url));
      if (other) return (await cache.match(other, sameWhateverAsked))!;
    }
    throw error;
  }
}

// A page as it was kept says so itself, so that its script can tell the reader.
async function keptPage(request: Request): Promise<Response | undefined> {
  for (const name of [pages, edition, saved]) {
    const found = await (await caches.open(name)).match(request, sameWhateverAsked);
    if (!found) continue;
    const text = (await found.text()).replace('<html', `<html data-kept="${found.headers.get('date') ?? ''}"`);
    return new Response(text, { status: found.status, headers: found.headers });
  }
  return undefined;
}

async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    const control = response.headers.get('cache-control') ?? '';
    const { pathname, search } = new URL(request.url);
    if (response.ok && !response.redirected && !/no-store/.test(control) && !(pathname === '/search' && search)) {
      void put(pages, request, response.clone());
    }
    // Withdrawn means gone here too.
    if (response.status === 410 || response.status === 404) for (const name of await caches.keys()) void (await caches.open(name)).delete(request, sameWhateverAsked);
    return response;
  } catch {
    const found = await keptPage(request);
    if (found) return found;
    const offline = await caches.match('/offline', sameWhateverAsked);
    return new Response(offline ? await offline.text() : 'Offline', {
      status: 503, headers: { 'content-type': 'text/html; charset=utf-8', ...offline && { 'content-security-policy': offline.headers.get('content-security-policy')! } },
    });
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || /^\/dev\b/.test(url.pathname)) return;
  if (request.headers.get('sec-purpose')) return;
  if (/^\/(static|words)\//.test(url.pathname)) event.respondWith(staticFile(request));
  else if (/^\/(picture|icon)\//.test(url.pathname) || url.pathname.startsWith('/favicon')) event.respondWith(picture(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
});

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return Boolean(connection?.saveData) || /2g/.test(connection?.effectiveType ?? '');
}

// The pictures of the article itself: for saved ones only.
async function keepPictures(cache: Cache, html: string): Promise<void> {
  for (const [, url] of html.split('class="block after')[0]!.matchAll(/<img src="(\/(?:picture|icon)\/[^"]+)"/g)) {
    const address = url!.replaceAll('&amp;', '&');
    if (!await cache.match(address, sameWhateverAsked)) await cache.add(address).catch(() => undefined);
  }
}

// Makes a cache hold these pages and no others. A page that could not be had stays as it is.
async function keepPages(name: string, urls: string[]): Promise<void> {
  const cache = await caches.open(name);
  const wanted = new Set(urls.map((url) => new URL(url, worker.location.href).href));
  for (const url of wanted) {
    const isArticle = new URL(url).pathname.startsWith('/article/');
    if (isArticle && await cache.match(url, sameWhateverAsked)) continue;
    try {
      // What was read just now is at hand already; the list of what is saved changes.
      const response = ((isArticle || name === edition) && await caches.match(url, sameWhateverAsked)) || await fetch(url);
      if (!response.ok || response.redirected) continue;
      if (name === saved && !savesData()) await keepPictures(cache, await response.clone().text());
      await cache.put(url, response);
    } catch { return; }
  }
  for (const key of await cache.keys()) {
    if (!wanted.has(key.url) && !/\/(picture|icon)\//.test(key.url)) await cache.delete(key);
  }
}

worker.addEventListener('message', (event) => {
  const message = event.data as Message;
  if (message.type === 'purge') {
    event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== statics).map((name) => caches.delete(name)))));
  } else if (message.type === 'keep-saved') event.waitUntil(keepPages(saved, message.urls.slice(0, 101)));
  else if (message.type === 'keep-edition' && !savesData()) event.waitUntil(keepPages(edition, message.urls.slice(0, 80)));
});

worker.addEventListener('install', (event) => {
  void worker.skipWaiting();
  event.waitUntil((async () => {
    const cache = await caches.open(statics);
    await cache.addAll(kept);
    await cache.add('/offline').catch(() => undefined);
  })());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('static-') && name !== statics) await caches.delete(name);
    await worker.clients.claim();
  })());
});
