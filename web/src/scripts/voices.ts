// Whether this browser can read a language aloud. Voices come late in some browsers, and never in others.
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const tag = (text: string) => text.toLowerCase().replace('_', '-');
  const wanted = tag(language), base = wanted.split('-')[0]!;
  const fitting = speechSynthesis.getVoices().filter((voice) => tag(voice.lang).split('-')[0] === base);
  return fitting.find((voice) => tag(voice.lang) === wanted && voice.localService) ?? fitting.find((voice) => tag(voice.lang) === wanted)
    ?? fitting.find((voice) => voice.default) ?? fitting.find((voice) => voice.localService) ?? fitting[0];
}

export const languageOf = (element: Element) => element.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;

export function whenVoice(language: string, then: () => void): void {
  if (!('speechSynthesis' in window)) return;
  if (voiceFor(language)) { then(); return; }
  speechSynthesis.addEventListener('voiceschanged', () => { if (voiceFor(language)) then(); }, { once: true });
}
