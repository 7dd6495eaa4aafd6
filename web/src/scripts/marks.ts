// The passages that were marked, newest first, in this device's storage.
import { keep, recall } from './dom';

export interface Mark {
  article: string; url: string; headline: string; title: string;
  quote: string; prefix: string; suffix: string; note: string; time: number;
}
const most = 2000;

export function allMarks(): Mark[] {
  try { return JSON.parse(recall('highlights') ?? '[]') as Mark[]; } catch { return []; }
}

const same = (one: Mark, other: Mark) => one.article === other.article && one.time === other.time;

export function removeMark(mark: Mark): void { keep('highlights', JSON.stringify(allMarks().filter((one) => !same(one, mark)))); }

export function keepMark(mark: Mark): void {
  const others = allMarks().filter((one) => !same(one, mark));
  keep('highlights', JSON.stringify([...others, mark].sort((one, other) => other.time - one.time).slice(0, most)));
}
