// Words to the service worker.
import type { Kept } from './mirror';

const workers = () => navigator.serviceWorker as ServiceWorkerContainer | undefined;

export async function tellWorker(message: object): Promise<void> {
  const all = workers();
  if (all?.controller || await all?.getRegistration()) (await all!.ready).active?.postMessage(message);
}

// The newest hundred, and the page that lists them.
export function keepSaved(saved: Kept[]): void {
  void tellWorker({ type: 'keep-saved', urls: ['/saved', ...saved.slice(0, 100).map((one) => one.url)] });
}
