// The list of keys, and the switch that turns them off.
import { make, word } from './dom';

const { loadWords, openDialog, say } = await import('./later');

export async function showKeys(isOff: boolean, turn: (off: boolean) => void): Promise<void> {
  await loadWords();
  const rows: [string[], string][] = [
    [['j', 'k'], say('keys_step')], [['o', 'Enter'], say('keys_open')], [['v'], say('keys_original')], [['m'], say('keys_read')],
    [['s'], say('keys_save')], [['l'], say('keys_listen')], [['t'], say('keys_size')], [['h'], say('keys_highlight')], [['u'], say('undo')],
    [['d'], say('keys_theme')], [['g', 'h'], say('keys_front')], [['g', 's'], say('keys_saved')], [['g', 'l'], say('keys_latest')],
    [['g', 't'], say('keys_titles')], [['g', 'y'], say('keys_following')], [['/'], say('keys_search')], [['?'], say('keys_help')], [['Esc'], say('keys_close')],
  ];
  const list = make('dl');
  for (const [keys, text] of rows) list.append(make('dt', {}, ...keys.map((key) => make('kbd', {}, key))), make('dd', {}, text));
  const box = make('input', { type: 'checkbox' });
  box.checked = !isOff;
  box.addEventListener('change', () => turn(!box.checked));
  openDialog('help', word('keys_title'), list, make('label', {}, box, say('keys_use')));
}
