// What every page runs when nobody waits for it any more, and what all other parts use, in one file: they ask for it as
// main.ts does, so that it stays one.
export * from './kit';
export { startBackground } from './background';
export { startReading } from './reading';
