import { anyBelow, happens, pick, pickUnevenly } from './dice.js';

/** Consonants and vowels of four scripts: words are made of them that nobody has written. */
const letters = (text: string): readonly string[] => Array.from(text);
const SCRIPTS = [
  { onsets: [...letters('bcdfghklmnprstvw'), 'th', 'st', 'sh'], nuclei: [...letters('aeiou'), 'ea', 'oo'] },
  { onsets: [...letters('бвгджзклмнпрстфхцчш')], nuclei: [...letters('аеиоуыюя')] },
  { onsets: [...letters('bdfglmnprstz'), 'sch', 'pf'], nuclei: [...letters('aeiouäöü'), 'ei', 'au'] },
  { onsets: [...letters('بتثجحدرزسشعفقكلمنه')], nuclei: [...letters('اوي')] },
];
const WORDS_EACH = 12_000;

const madeUpWord = ({ onsets, nuclei }: (typeof SCRIPTS)[number]): string =>
  Array.from({ length: 1 + anyBelow(4) }, () => pick(onsets) + pick(nuclei)).join('');

const LANGUAGES = SCRIPTS.map((script) => Array.from({ length: WORDS_EACH }, () => madeUpWord(script)));
const [FIRST = []] = LANGUAGES;
const PICTURES = letters('🎁🔥💰🚀😀👍');

const sentence = (words: readonly string[], length: number): string =>
  Array.from({ length }, () => pickUnevenly(words)).join(' ');

export function hamText(language: number): string {
  const text = sentence(LANGUAGES[language % LANGUAGES.length] ?? FIRST, 2 + anyBelow(20));
  return happens(0.1) ? `${text} ${pick(PICTURES)}` : text;
}

const address = (): string => `https://${pick(FIRST)}${anyBelow(1000)}.example/${pick(FIRST)}`;

export const spamText = (language: number): string =>
  `${pick(PICTURES)} ${hamText(language)} ${100 + anyBelow(900)} ${address()}`;

const CAMPAIGNS = Array.from({ length: 80 }, (_, index) =>
  sentence(LANGUAGES[index % LANGUAGES.length] ?? FIRST, 12 + anyBelow(10)),
);

/** One text with another handle, sum and address each time. */
export const campaignText = (): string =>
  `${pickUnevenly(CAMPAIGNS)} @${pick(FIRST)}_${pick(FIRST)} ${100 + anyBelow(900)} ${address()}`;

/** How people call themselves. */
export const madeUpName = (): string => `${capital(pickUnevenly(FIRST))} ${capital(pick(FIRST))}`;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One of the words that are in every third message, and one that is in few. */
export const COMMON_WORD = FIRST[0] ?? '';
export const RARE_WORD = FIRST.at(-7) ?? '';
