import { type Augmentation, augment, FIRST_COPY, SECOND_COPY } from '../../src/training/augment.js';
import type { LabelledText } from '../../src/training/labelled-data.js';
import { createRandom } from '../../src/training/random.js';

const NONE: Augmentation = {
  ham: { append: 0, link: 0, emoji: 0, handle: 0, figure: 0, upperCase: 0, typos: 0, obfuscate: 0 },
  spam: { removeLinks: 0, crop: 0, lowerCase: 0, typos: 0, obfuscate: 0, pad: 0 },
};
const HAM: LabelledText = { label: 'ham', text: 'See you at Lunch tomorrow' };
const SPAM: LabelledText = {
  label: 'spam',
  text: 'Win Cash today at https://a.com/X one two three four five six',
};
const SEEDS = Array.from({ length: 60 }, (_, i) => i);
const OTHERS = ['good night', 'feed the cat'];

/** The texts that 60 seeds give. */
function copiesOf(row: LabelledText, augmentation: Augmentation, ham: readonly string[] = OTHERS): string[] {
  return SEEDS.map((seed) => augment(row, { ham, augmentation }, createRandom(seed, 'shuffle')).text);
}

function ham(changed: Partial<Augmentation['ham']>): Augmentation {
  return { ...NONE, ham: { ...NONE.ham, ...changed } };
}

function spam(changed: Partial<Augmentation['spam']>): Augmentation {
  return { ...NONE, spam: { ...NONE.spam, ...changed } };
}

test.each([HAM, SPAM])('augment() gives the same row for the same seed, with the label of %j', (row) => {
  for (const seed of SEEDS) {
    const copy = () => augment(row, { ham: OTHERS }, createRandom(seed, 'shuffle'));
    expect(copy()).toEqual(copy());
    expect(copy().label).toBe(row.label);
  }
});

test.each([HAM, SPAM])('augment() changes nothing where nothing is likely: %j', (row) => {
  expect(new Set(copiesOf(row, NONE))).toEqual(new Set([row.text]));
});

test.each<[string, Partial<Augmentation['ham']>, RegExp]>([
  [
    'appends one to three ham texts',
    { append: 1 },
    /^See you at Lunch tomorrow([ \n](good night|feed the cat)){1,3}$/,
  ],
  ['adds a link', { link: 1 }, /(^|\s)\S+\.[a-z]{2,}(\.tr|\.uk)?(\/\S*)?(\s|$)/],
  ['adds one to three emoji', { emoji: 1 }, /^[^\p{So}]*\p{Extended_Pictographic}\ufe0f?.{0,4}/u],
  ['adds a handle', { handle: 1 }, /(^| )@[a-z]+\w*( |$)/],
  ['adds a figure', { figure: 1 }, /(^| )\S*\d\S*( |$)/],
  ['writes capitals', { upperCase: 1 }, /^SEE YOU AT LUNCH TOMORROW$/],
])('augment() of ham %s', (_, changed, expected) => {
  for (const text of copiesOf(HAM, ham(changed))) expect(text).toMatch(expected);
});

test.each<[string, Partial<Augmentation['ham']>]>([
  ['link', { link: 1 }],
  ['emoji', { emoji: 1 }],
  ['handle', { handle: 1 }],
  ['figure', { figure: 1 }],
])('augment() keeps the words of ham around a new %s', (_, changed) => {
  const texts = copiesOf(HAM, ham(changed));
  for (const text of texts) {
    const words = text.split(/\s+/);
    expect(HAM.text.split(' ').every((word) => words.includes(word))).toBe(true);
    expect(words.length).toBeGreaterThan(5);
  }
  expect(new Set(texts).size).toBeGreaterThan(20);
});

test('augment() of spam removes links and their masks', () => {
  const masked: LabelledText = { label: 'spam', text: 'Win [LINK] at www.a.com now' };
  expect(new Set(copiesOf(masked, spam({ removeLinks: 1 })))).toEqual(new Set(['Win at now']));
});

test('augment() leaves a spam that is only a link as it is', () => {
  const link: LabelledText = { label: 'spam', text: 'https://a.com/x' };
  expect(new Set(copiesOf(link, spam({ removeLinks: 1, crop: 1 })))).toEqual(new Set([link.text]));
});

const LONG = Array.from({ length: 24 }, (_, i) => `word${i}`).join(' ');

test.each([
  { of: 'at least five words', text: 'one two three four five six', fewest: 5, word: /\S+/gu },
  {
    of: 'Han characters, where there are no blanks',
    text: '加微信领取一百元红包今天就来',
    fewest: 5,
    word: /./gu,
  },
  { of: 'at least a third', text: LONG, fewest: 8, word: /\S+/gu },
])('augment() crops spam to a part: $of', ({ text, fewest, word }) => {
  const lengths = copiesOf({ label: 'spam', text }, spam({ crop: 1 })).map((part) => {
    expect(text).toContain(part);
    return part.match(word)?.length ?? 0;
  });
  expect(Math.min(...lengths)).toBe(fewest);
  expect(Math.max(...lengths)).toBe(text.match(word)?.length);
});

test('augment() does not crop what has five words', () => {
  const five: LabelledText = { label: 'spam', text: 'one two three four five' };
  expect(new Set(copiesOf(five, spam({ crop: 1 })))).toEqual(new Set([five.text]));
});

test.each([
  { name: 'lower case', row: SPAM, augmentation: spam({ lowerCase: 1 }), share: 1 },
  { name: 'typos in spam', row: SPAM, augmentation: spam({ typos: 1 }), share: 1 },
  { name: 'typos in ham', row: HAM, augmentation: ham({ typos: 1 }), share: 1 },
  { name: 'an attack on spam', row: SPAM, augmentation: spam({ obfuscate: 1 }), share: 0.95 },
  { name: 'an attack on ham', row: HAM, augmentation: ham({ obfuscate: 1 }), share: 0.95 },
  { name: 'padding', row: SPAM, augmentation: spam({ pad: 1 }), share: 1 },
])('augment() applies $name', ({ row, augmentation, share }) => {
  const changed = copiesOf(row, augmentation).filter((text) => text !== row.text);
  expect(changed.length).toBeGreaterThanOrEqual(share * SEEDS.length);
});

test('augment() keeps spam whole under padding', () => {
  for (const text of copiesOf(SPAM, spam({ pad: 1 }))) expect(text).toContain(SPAM.text);
});

test('augment() adds no ham where there is none', () => {
  expect(new Set(copiesOf(HAM, ham({ append: 1 }), []))).toEqual(new Set([HAM.text]));
  expect(new Set(copiesOf(SPAM, spam({ pad: 1 }), []))).toEqual(new Set([SPAM.text]));
});

test('augment() takes the first copy for granted, as often as it says', () => {
  const random = createRandom(1, 'shuffle');
  const texts = Array.from({ length: 4000 }, () => augment(HAM, { ham: OTHERS }, random).text);
  const shareOf = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length / texts.length;
  expect(shareOf(/good night|feed the cat/i)).toBeCloseTo(FIRST_COPY.ham.append, 1);
  expect(shareOf(/\p{Extended_Pictographic}/u)).toBeCloseTo(FIRST_COPY.ham.emoji, 1);
  expect(shareOf(/SEE|YOU AT/)).toBeCloseTo(FIRST_COPY.ham.upperCase, 1);
});

test('SECOND_COPY differs from the first in the typos of spam only', () => {
  expect(SECOND_COPY).toEqual({ ham: FIRST_COPY.ham, spam: { ...FIRST_COPY.spam, typos: 0.3 } });
});

test.each(['', ' ', '😀', '\ud800'])('augment() takes %j', (text) => {
  for (const label of ['ham', 'spam'] as const) {
    for (const seed of SEEDS)
      expect(augment({ label, text }, { ham: OTHERS }, createRandom(seed, 'shuffle')).label).toBe(label);
  }
});
