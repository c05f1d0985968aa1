import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseLabelled } from '../../src/training/labelled-data.js';

const FILE = fileURLToPath(new URL('../../bench/languages/everyday.tsv', import.meta.url));

const ROWS_PER_LANGUAGE = 50;

/** ISO 639-1 code and script. Latin and Cyrillic ones too: they share n-grams with the languages of the corpora. */
const LANGUAGES = [
  ['am', 'Ethiopic'],
  ['bn', 'Bengali'],
  ['cy', 'Latin'],
  ['el', 'Greek'],
  ['eu', 'Latin'],
  ['fa', 'Arabic'],
  ['fi', 'Latin'],
  ['ha', 'Latin'],
  ['he', 'Hebrew'],
  ['hy', 'Armenian'],
  ['is', 'Latin'],
  ['ka', 'Georgian'],
  ['kk', 'Cyrillic'],
  ['ml', 'Malayalam'],
  ['mn', 'Cyrillic'],
  ['my', 'Myanmar'],
  ['pa', 'Gurmukhi'],
  ['ta', 'Tamil'],
  ['te', 'Telugu'],
  ['th', 'Thai'],
] as const;

interface Sentence {
  readonly label: string;
  readonly text: string;
  readonly language: string;
}

const CONTENT = await readFile(FILE, 'utf8');
const [HEADER, ...LINES] = CONTENT.split('\n').slice(0, -1);
const SENTENCES: readonly Sentence[] = LINES.map((line) => {
  const [label = '', text = '', language = ''] = line.split('\t');
  return { label, text, language };
});

function textsIn(language: string): string[] {
  return SENTENCES.filter((sentence) => sentence.language === language).map(({ text }) => text);
}

/** What is left of a text without case, punctuation, digits and emoji: two texts with the same key say the same. */
function key(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '');
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}

/** Sentences fewer than three quarters of whose letters are of the script. */
function strangers(texts: readonly string[], script: string): string[] {
  const ofScript = new RegExp(`\\p{Script=${script}}`, 'u');
  return texts.filter((text) => {
    const letters = text.match(/\p{L}/gu) ?? [];
    return letters.filter((letter) => ofScript.test(letter)).length < 0.75 * letters.length;
  });
}

/** Share of the character trigrams of either text that both have: 1 for the same text, 0 for nothing in common. */
function likeness(a: string, b: string): number {
  const [first, second] = [trigrams(a), trigrams(b)];
  const common = [...first].filter((trigram) => second.has(trigram)).length;
  return common / (first.size + second.size - common || 1);
}

function trigrams(text: string): Set<string> {
  const letters = Array.from(key(text));
  return new Set(letters.slice(2).map((_, i) => letters.slice(i, i + 3).join('')));
}

describe('bench/languages/everyday.tsv', () => {
  test('everyday.tsv has three filled cells a line and ends with a newline', () => {
    expect(HEADER).toBe('label\ttext\tlanguage');
    expect(CONTENT.endsWith('\n')).toBe(true);
    expect(LINES.filter((line) => !/^ham\t[^\t]+\t[a-z]{2,3}$/.test(line))).toEqual([]);
  });

  test('everyday.tsv can be read by every command that takes labelled data', async () => {
    const rows = parseLabelled(await readFile(FILE), FILE);
    expect(rows).toEqual(SENTENCES.map(({ label, text }) => ({ label, text })));
  });

  test('everyday.tsv has twenty languages', () => {
    expect([...new Set(SENTENCES.map(({ language }) => language))].sort()).toEqual(
      LANGUAGES.map(([language]) => language),
    );
  });

  test('everyday.tsv says nothing twice', () => {
    expect(repeated(SENTENCES.map(({ text }) => key(text)))).toEqual([]);
  });

  test('everyday.tsv is composed, trimmed text without stray characters', () => {
    const untidy = SENTENCES.filter(
      ({ text }) => text !== text.normalize('NFC').trim() || / {2}|[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(text),
    );
    expect(untidy).toEqual([]);
  });

  describe.each(LANGUAGES)('%s', (language, script) => {
    const texts = textsIn(language);

    test(`everyday.tsv has ${ROWS_PER_LANGUAGE} sentences in ${language}`, () => {
      expect(texts).toHaveLength(ROWS_PER_LANGUAGE);
    });

    test(`everyday.tsv writes ${language} in ${script}`, () => {
      expect(strangers(texts, script)).toEqual([]);
    });

    test(`everyday.tsv has no two sentences in ${language} that are nearly the same`, () => {
      const near = texts.flatMap((text, i) =>
        texts.slice(i + 1).flatMap((other) => (likeness(text, other) > 0.5 ? [[text, other]] : [])),
      );
      expect(near).toEqual([]);
    });

    test(`everyday.tsv has short and long sentences in ${language}`, () => {
      const lengths = texts.map((text) => text.length);
      expect(Math.min(...lengths)).toBeLessThanOrEqual(12);
      expect(Math.max(...lengths)).toBeGreaterThanOrEqual(80);
    });

    test(`everyday.tsv has numbers and emoji in ${language}`, () => {
      expect(texts.filter((text) => /\p{Nd}/u.test(text)).length).toBeGreaterThanOrEqual(1);
      expect(texts.filter((text) => /\p{Extended_Pictographic}/u.test(text)).length).toBeGreaterThanOrEqual(
        2,
      );
    });
  });
});
