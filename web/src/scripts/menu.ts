// What a reader calls up: a card's menu, the list of keys, the look of the text.
export { showKeys } from './keys_help';
export { nextSize, showChosenLook, submitLook } from './look';
export { openWhy } from './why';
