import { readLabelledFile } from '../../../src/training/labelled-data.js';
import { nearDuplicateKey } from '../../../src/training/near-duplicates.js';
import { createRandom } from '../../../src/training/random.js';
import { generateTexts } from '../../../src/training/templates/generate-texts.js';
import { TEMPLATE_KINDS } from '../../../src/training/templates/kinds.js';

/** What three people in ten write, as "+ в лс", may stand on both sides; bare links differ in their digits. */
const FEWEST_WORDS = 4;

const keyOf = (text: string) =>
  text.trim().split(/\s+/).length < FEWEST_WORDS ? text : nearDuplicateKey(text);

test.each(TEMPLATE_KINDS)(
  'generateTexts() writes no near-duplicate of the acceptance list as %s',
  async (kind) => {
    const { rows } = await readLabelledFile('model/acceptance.tsv');
    const accepted = new Set(rows.map(({ text }) => keyOf(text)));
    const made = generateTexts(kind, 4000, createRandom(1, 'split')).map(({ text }) => text);
    expect(made.filter((text) => text.split(/\s+/).length > 2 && accepted.has(keyOf(text)))).toEqual([]);
  },
);
