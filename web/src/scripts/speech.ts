// The spoken text of an article: its sentences, and a speaker that goes through them one by one.
const { paint, Passage, voiceFor } = await import('./later');

interface Sentence { text: string; range: Range | undefined; block: Element }

export function sentencesOf(article: Element, language: string): Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const blocks = [...article.querySelectorAll('h1, .opening-words .standfirst'), ...article.querySelectorAll('.body > *')]
    .flatMap((block) => block.matches('ul, ol, blockquote') ? [...block.children] : [block]);
  const all: Sentence[] = [];
  for (const block of blocks) {
    if (block.matches('figure, hr, pre, .scroll')) continue;
    const passage = new Passage(block);
    for (const { segment, index } of segmenter.segment(passage.text)) {
      const text = segment.trim();
      if (text) all.push({ text, block, range: passage.range(index, index + segment.trimEnd().length) });
    }
  }
  return all;
}

export class Speaker {
  at = 0;
  speed = 1;
  private playing = false;
  private turn = 0;  // words of an earlier utterance are not listened to any more

  constructor(readonly sentences: Sentence[], private readonly language: string,
              private readonly changed: () => void, private readonly ended: () => void) {}

  get isPlaying(): boolean { return this.playing; }

  play(): void {
    this.playing = true;
    this.speak();
  }
  pause(): void {
    this.playing = false;
    this.turn += 1;
    speechSynthesis.cancel();
    this.changed();
  }
  stop(): void {
    this.pause();
    paint('spoken', []);
  }
  skip(by: number): void {
    this.at = Math.min(this.sentences.length - 1, Math.max(0, this.at + by));
    if (this.playing) this.speak(); else this.show();
  }
  setSpeed(speed: number): void {
    this.speed = speed;
    if (this.playing) this.speak();
  }

  private show(): void {
    const sentence = this.sentences[this.at];
    paint('spoken', sentence?.range ? [sentence.range] : []);
    const box = sentence?.range?.getBoundingClientRect();
    if (box && this.playing && (box.top < 60 || box.bottom > innerHeight - 140)) {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: calm ? 'auto' : 'smooth' });
    }
    this.changed();
  }

  private speak(): void {
    const sentence = this.sentences[this.at];
    this.turn += 1;
    const turn = this.turn;
    speechSynthesis.cancel();
    if (!sentence) { this.finish(); return; }
    const words = new SpeechSynthesisUtterance(sentence.text);
    words.lang = this.language;
    words.rate = this.speed;
    words.voice = voiceFor(this.language) ?? null;
    const next = (): void => {
      if (turn !== this.turn || !this.playing) return;
      this.at += 1;
      this.speak();
    };
    words.addEventListener('end', next);
    words.addEventListener('error', (event) => {
      if (event.error === 'not-allowed') this.pause();  // no press of the reader's stands behind it
      else if (event.error !== 'interrupted' && event.error !== 'canceled') next();
    });
    speechSynthesis.speak(words);
    this.show();
  }

  private finish(): void {
    this.playing = false;
    this.at = 0;
    paint('spoken', []);
    this.changed();
    this.ended();
  }
}
