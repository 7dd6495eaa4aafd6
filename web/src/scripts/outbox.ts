// What a reader did is written down first and sent then: without a network it waits, in order, over reloads too.
import { keep, recall } from './dom';
import { keepShelf, shelf, type Shelf } from './mirror';

interface Letter { path: string; body: string }
const mostLetters = 500;

function letters(): Letter[] {
  try { return JSON.parse(recall('outbox') ?? '[]') as Letter[]; } catch { return []; }
}
const write = (all: Letter[]) => keep('outbox', JSON.stringify(all.slice(-mostLetters)));

export const isWaiting = () => letters().length > 0;

// The server answers with the list as it is now: that is the truth, unless more is on its way.
function learn(answer: Record<string, string[]>): void {
  if (isWaiting()) return;
  const mirror: Shelf = shelf();
  const { saved, read, hidden, following } = answer;
  if (saved) {
    const known = new Map(mirror.saved.map((one) => [one.id, one]));
    mirror.saved = saved.map((id) => known.get(id) ?? { id, url: `/article/${id}`, headline: '', title: '' });
  }
  if (read) mirror.read = read.concat(mirror.read.filter((id) => !read.includes(id)));  // its list is shorter than ours
  if (hidden) mirror.hidden = hidden;
  if (following) mirror.following = following;
  keepShelf(mirror);
}

// Sends until nothing is left (true) or the network or the server says no (false).
async function deliver(): Promise<boolean> {
  for (let [first] = letters(); first; [first] = letters()) {
    try {
      const reply = await fetch(first.path, {
        method: 'POST', body: first.body, keepalive: true,
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      });
      if (reply.status >= 500 || reply.status === 429) return false;
      write(letters().slice(1));
      if (reply.ok && reply.headers.get('content-type')?.includes('json')) learn(await reply.json() as Record<string, string[]>);
    } catch { return false; }
  }
  return true;
}

export function flush(): Promise<boolean> {
  // One tab at a time, so that nothing is sent twice.
  const locks = navigator.locks as LockManager | undefined;
  return locks ? locks.request('outbox', deliver) : deliver();
}

export function post(path: string, fields: Record<string, string>): Promise<boolean> {
  write([...letters(), { path, body: new URLSearchParams(fields).toString() }]);
  return flush();
}
