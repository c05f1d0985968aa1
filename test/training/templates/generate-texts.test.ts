import { createRandom } from '../../../src/training/random.js';
import { generateTexts } from '../../../src/training/templates/generate-texts.js';
import { LABEL_OF, TEMPLATE_KINDS } from '../../../src/training/templates/kinds.js';

const draw = (kind: (typeof TEMPLATE_KINDS)[number], count: number, seed = 1) =>
  generateTexts(kind, count, createRandom(seed, 'split'));

test.each(TEMPLATE_KINDS)('generateTexts() writes %s texts of that kind and its label', (kind) => {
  const texts = draw(kind, 200);
  expect(texts).toHaveLength(200);
  expect(new Set(texts.map((made) => made.kind))).toEqual(new Set([kind]));
  expect(new Set(texts.map(({ label }) => label))).toEqual(new Set([LABEL_OF[kind]]));
  expect(new Set(texts.map(({ language }) => language)).size).toBeGreaterThan(5);
});

test.each(TEMPLATE_KINDS)('generateTexts() writes the same %s texts for the same seed', (kind) => {
  expect(draw(kind, 100, 5)).toEqual(draw(kind, 100, 5));
  expect(draw(kind, 100, 5)).not.toEqual(draw(kind, 100, 6));
});

test.each(TEMPLATE_KINDS)('generateTexts() leaves no gap and no mark of a pattern in %s texts', (kind) => {
  const faulty = draw(kind, 2000).filter(
    ({ text }) =>
      text === '' || text !== text.trim() || /[{}]|undefined|\bNaN\b| {2}|\s\|\s|\[object/.test(text),
  );
  expect(faulty).toEqual([]);
});

test.each([
  ['transactional', 0.99],
  ['community', 0.97],
  ['chat', 0.8],
  ['links', 0.97],
  ['fancy', 0.95],
  ['chatspam', 0.97],
  ['smishing', 0.97],
] as const)('generateTexts() rarely writes the same %s text twice in 2,000', (kind, least) => {
  const texts = draw(kind, 2000).map(({ text }) => text);
  expect(new Set(texts).size / texts.length).toBeGreaterThan(least);
});

test('generateTexts() repeats nothing while the patterns have something new', () => {
  const texts = draw('transactional', 5000).map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
});

test('generateTexts() writes nothing when nothing is asked for', () => {
  expect(draw('chat', 0)).toEqual([]);
});
