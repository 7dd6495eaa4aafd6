// What the parts that come later share.
export * from './actions';
export * from './copy';
export * from './dialog';
export * from './outbox';
export * from './ranges';
export * from './toast';
export * from './voices';
export * from './words';
export * from './worker_talk';
