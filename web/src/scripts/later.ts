// What every page runs when nobody waits for it any more, in one file.
export { startBackground } from './background';
export { startReading } from './reading';
