import fc from 'fast-check';
import type { Attack } from '../../../src/training/attacks/attack.js';
import { ATTACKS } from '../../../src/training/attacks/attacks.js';
import { createPaddingAttacks } from '../../../src/training/attacks/padding.js';
import { createRandom } from '../../../src/training/random.js';
import { dropInvisible, dropMarks, lettersOnly, plainDigits, plainLetters } from './undo.js';

const HAM = ['See you at lunch', 'Привет, как дела?', 'The train is late again,\nsee you at nine'];
const ALL: readonly Attack[] = [...ATTACKS, ...createPaddingAttacks(HAM)];
const NAMES = ALL.map(({ name }) => name);

const LINK = 'https://easy-cash.example.com/join?id=77';
const ENGLISH = `Earn 700 dollars a day from home! Visit ${LINK} or write @cash_manager NOW, [LINK] XXXX`;
const RUSSIAN = `Срочно требуются люди, доход от 5000 рублей в день, пишите ${LINK} или @manager_anna`;

const SEEDS = Array.from({ length: 40 }, (_, i) => i);

function attack(name: string, text: string, seed = 1): string {
  const found = ALL.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`There is no attack ${name}`);
  return found.transform(text, createRandom(seed, 'shuffle'));
}

test('ATTACKS have names of their own and one line each', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  expect(NAMES.length).toBeGreaterThanOrEqual(16);
  for (const { name, description } of ALL) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(description).toMatch(/^\S.{10,110}\S$/u);
  }
});

describe.each(NAMES)('%s', (name) => {
  test('gives the same for the same seed', () => {
    for (const seed of SEEDS) expect(attack(name, RUSSIAN, seed)).toBe(attack(name, RUSSIAN, seed));
  });

  test('changes a typical text, whatever the seed', () => {
    for (const seed of SEEDS) {
      expect(attack(name, ENGLISH, seed)).not.toBe(ENGLISH);
      expect(attack(name, RUSSIAN, seed)).not.toBe(RUSSIAN);
    }
  });

  test('keeps some text, and whole characters', () => {
    const halves = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 30 });
    const words = fc.array(
      fc.constantFrom(
        'Free',
        'деньги',
        '加微信',
        'مجانا',
        'मुफ़्त',
        'ฟรี',
        '👍🏽',
        '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
        'e\u0301',
        '100',
        ' ',
        '\n',
        LINK,
      ),
      { minLength: 1, maxLength: 12 },
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      halves.map((units) => String.fromCharCode(...units)),
      words.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, fc.nat(), (text, seed) => {
        const attacked = attack(name, text, seed);
        expect(attacked).not.toBe('');
        expect(attacked.isWellFormed() || !text.isWellFormed()).toBe(true);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('leaves an empty text alone', () => {
    expect(attack(name, '')).toBe('');
  });

  test('takes a long text in a moment', () => {
    const long = `${ENGLISH} ${'a.b-'.repeat(5000)} ${'д'.repeat(20_000)}`;
    const start = performance.now();
    expect(attack(name, long).length).toBeGreaterThan(1000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

test('all but the case attacks give something else for another seed', () => {
  const text = `${ENGLISH}, 24 hours, 365 days`;
  const alike = ALL.filter(({ name }) => new Set(SEEDS.map((seed) => attack(name, text, seed))).size < 2);
  expect(alike.map(({ name }) => name)).toEqual(['upper-case', 'lower-case']);
});

test.each(ATTACKS.filter(({ kind }) => kind !== 'links').map(({ name }) => name))(
  '%s leaves links, handles and masks alone',
  (name) => {
    for (const seed of SEEDS) {
      const attacked = attack(name, ENGLISH, seed);
      for (const fixed of [LINK, '@cash_manager', '[LINK]', 'XXXX']) expect(attacked).toContain(fixed);
    }
  },
);

const withoutMarks = (text: string) => dropMarks(text).toLowerCase();

/** What a reader undoes, and which texts it gives back. */
test.each<[string, (text: string) => string, readonly string[]]>([
  ['zero-width', dropInvisible, [ENGLISH, RUSSIAN]],
  ['invisible-tags', dropInvisible, [ENGLISH, RUSSIAN]],
  ['bidi', dropInvisible, [ENGLISH, RUSSIAN]],
  ['diacritics', withoutMarks, [ENGLISH, RUSSIAN]],
  ['full-width', plainLetters, [ENGLISH]],
  ['styled-letters', plainLetters, [ENGLISH]],
  ['emoji-letters', plainLetters, [ENGLISH]],
  ['digit-scripts', plainDigits, [ENGLISH]],
  ['letter-spacing', lettersOnly, [ENGLISH, RUSSIAN]],
  ['split-words', lettersOnly, [ENGLISH, RUSSIAN]],
  ['joined-words', lettersOnly, [ENGLISH, RUSSIAN]],
  ['word-punctuation', lettersOnly, [ENGLISH, RUSSIAN]],
  ['white-space', lettersOnly, [ENGLISH, RUSSIAN]],
  ['emoji-noise', lettersOnly, [ENGLISH, RUSSIAN]],
  ['upper-case', lettersOnly, [ENGLISH, RUSSIAN]],
  ['lower-case', lettersOnly, [ENGLISH, RUSSIAN]],
  ['alternating-case', lettersOnly, [ENGLISH, RUSSIAN]],
])('%s can be read back', (name, undo, texts) => {
  for (const text of texts) {
    for (const seed of SEEDS) expect(undo(attack(name, text, seed))).toBe(undo(text));
  }
});

test.each(['homoglyphs', 'rare-homoglyphs', 'leet'])('%s writes one letter for one', (name) => {
  for (const text of [ENGLISH, RUSSIAN]) {
    for (const seed of SEEDS)
      expect(Array.from(attack(name, text, seed))).toHaveLength(Array.from(text).length);
  }
});

test('leet writes digits and signs only', () => {
  for (const seed of SEEDS) {
    const attacked = Array.from(attack('leet', ENGLISH, seed));
    const written = attacked.filter((letter, i) => letter !== Array.from(ENGLISH)[i]);
    expect(written.join('')).toMatch(/^[0-9@!$]+$/);
  }
});

test('misspelling keeps the first letter of a word and nearly its length', () => {
  for (const seed of SEEDS) {
    const attacked = attack('misspelling', 'guaranteed', seed);
    expect(attacked).toMatch(/^g/);
    expect(Math.abs(attacked.length - 'guaranteed'.length)).toBeLessThanOrEqual(1);
  }
});

test('misspelling finds a slip for a word of equal letters', () => {
  for (const seed of SEEDS) expect(attack('misspelling', 'eeee', seed)).not.toBe('eeee');
});

test('joined-words leaves a blank that is all there is', () => {
  for (const seed of SEEDS) expect(attack('joined-words', ' ', seed)).not.toBe('');
});

test('repeated-letters only draws out', () => {
  for (const seed of SEEDS) {
    const fold = (text: string) => text.replaceAll(/(.)\1+/gu, '$1');
    expect(fold(attack('repeated-letters', ENGLISH, seed))).toBe(fold(ENGLISH));
  }
});

test.each([
  ['call 80', 'call eight zero'],
  ['звони 80', 'звони восемь ноль'],
  ['加微信80 http://abc.cn/x', '加微信八零 http://abc.cn/x'],
])('digit-words spells %j as %j', (text, spelt) => {
  expect(attack('digit-words', text)).toBe(spelt);
});

test('digit-letters keeps the first digit of a number', () => {
  for (const seed of SEEDS) expect(attack('digit-letters', 'win 700', seed)).toMatch(/^win 7[OoОо]{2}$/);
});
