import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, shuffled } from '../../src/training/random.js';
import { countClasses, drawSplit, readSplit, undersample } from '../../src/training/split.js';
import { inFolder } from '../classifier/bundle-builder.js';
import { MESSAGES } from './messages.js';

async function readSplitText(text: string) {
  return inFolder(async (dir) => {
    await writeFile(join(dir, 'split.json'), text);
    return readSplit(join(dir, 'split.json'), MESSAGES);
  });
}

test('readSplit() takes the rows in the order of the file', async () => {
  const { train, validation } = await readSplitText('{"train": [3, 0], "test": [59]}');
  expect(train).toEqual([MESSAGES[3], MESSAGES[0]]);
  expect(validation).toEqual([MESSAGES[59]]);
});

test.each([
  ['is no JSON', '{', 'it is not valid JSON'],
  ['has no lists', '{"train": [1]}', 'it has no lists "train" and "test" of row numbers'],
  ['has a negative row', '{"train": [-1], "test": []}', 'it has no lists "train" and "test" of row numbers'],
  ['has a row twice', '{"train": [1, 2], "test": [2]}', 'a row stands in it twice'],
  ['has a row too many', '{"train": [60], "test": []}', 'row 60 is not in the data, which has 60 rows'],
])('readSplit() refuses a file that %s', async (_, text, reason) => {
  await expect(readSplitText(text)).rejects.toThrow(`split.json": ${reason}`);
});

test('readSplit() names a file that is not there', async () => {
  await expect(readSplit('./no-split.json', MESSAGES)).rejects.toThrow(
    'Cannot read the split in "./no-split.json": it does not exist',
  );
});

test('drawSplit() takes a fifth of each class for validation and loses nothing', () => {
  const { train, validation } = drawSplit(MESSAGES, 1);
  expect(countClasses(validation)).toEqual({ spam: 6, ham: 6 });
  expect(countClasses(train)).toEqual({ spam: 24, ham: 24 });
  expect(new Set([...train, ...validation])).toEqual(new Set(MESSAGES));
});

test('drawSplit() does the same for the same seed and something else for another', () => {
  expect(drawSplit(MESSAGES, 1)).toEqual(drawSplit(MESSAGES, 1));
  expect(drawSplit(MESSAGES, 1)).not.toEqual(drawSplit(MESSAGES, 2));
});

test('undersample() keeps the smaller class whole and as many of the larger one, in their order', () => {
  const rows = MESSAGES.filter(({ label }, i) => label === 'ham' || i < 20);
  const sample = undersample(rows, 1);
  expect(countClasses(sample)).toEqual({ spam: 10, ham: 10 });
  expect(sample).toEqual(rows.filter((row) => sample.includes(row)));
  expect(undersample(rows, 1)).toEqual(sample);
  expect(undersample(rows, 2)).not.toEqual(sample);
});

test('shuffled() keeps every item', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const result = shuffled(items, createRandom(seed, 'shuffle'));
      expect([...result].sort()).toEqual([...items].sort());
    }),
  );
});

test('createRandom() gives numbers spread evenly from 0 to 1, and normal ones', () => {
  const random = createRandom(7, 'weights');
  const numbers = Array.from({ length: 10_000 }, () => random.next());
  const normals = Array.from({ length: 10_000 }, () => random.normal());
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(mean(numbers)).toBeCloseTo(0.5, 1);
  expect(mean(normals)).toBeCloseTo(0, 1);
  expect(mean(normals.map((n) => n * n))).toBeCloseTo(1, 1);
});

test('createRandom() gives each stream of a seed its own numbers', () => {
  expect(createRandom(1, 'weights').next()).not.toBe(createRandom(1, 'dropout').next());
  expect(createRandom(0, 'weights').next()).not.toBe(createRandom(1, 'weights').next());
});
