// A dialog of ours: closes with Esc, its button, and a press beside it; the focus goes back where it was.
import { make, word } from './dom';

export function openDialog(name: string, title: string, ...inside: (Node | string)[]): HTMLDialogElement {
  document.querySelector<HTMLDialogElement>('dialog[open]')?.close();
  const close = make('button', { class: 'button', type: 'button' }, word('close'));
  const dialog = make('dialog', { class: `sheet ${name}`, 'aria-labelledby': 'dialog-title' }, make('h2', { id: 'dialog-title' }, title), ...inside, close);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
