import { readLabelledFile } from '../../../src/training/labelled-data.js';
import { nearDuplicateKey } from '../../../src/training/near-duplicates.js';
import { RECIPE } from '../../../src/training/ngram/recipe.js';
import { makeTexts } from '../../../src/training/ngram/training-rows.js';

/** What three people in ten write, as "+ в лс", may stand on both sides; bare links differ in their digits. */
const FEWEST_WORDS = 4;

const keyOf = (text: string) =>
  text.trim().split(/\s+/).length < FEWEST_WORDS ? text : nearDuplicateKey(text);

test('no written text that the default model learns from is a near-duplicate of the acceptance list', async () => {
  const { rows } = await readLabelledFile('model/acceptance.tsv');
  const accepted = new Set(rows.map(({ text }) => keyOf(text)));
  const made = makeTexts(RECIPE, 1).map(({ text }) => text);
  expect(made.length).toBeGreaterThan(50_000);
  expect(made.filter((text) => text.split(/\s+/).length > 2 && accepted.has(keyOf(text)))).toEqual([]);
});
