import { toast } from './toast';
import { loadWords, say } from './words';

export async function copyText(text: string, told: string): Promise<void> {
  await loadWords();
  try {
    await navigator.clipboard.writeText(text);
    toast(say(told));
  } catch {
    toast(text);  // where it may not be copied it can at least be read
  }
}
