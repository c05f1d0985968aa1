import { BundleError } from '../../src/classifier/bundle.js';
import { openScorer, openScorerFrom } from '../../src/classifier/open-scorer.js';
import { readBundleFiles } from '../../src/classifier/read-bundle.js';

// Nothing here may import TensorFlow.js, not even by way of a builder: it leaves its engine on the global object.
test.each(['default', 'dense', 'lstm', 'bilstm', 'gru'])(
  'openScorer() opens model/%s and scores without TensorFlow.js',
  async (name) => {
    const scorer = await openScorer(`model/${name}`);
    expect(scorer.model).toMatch(new RegExp(`^${name}@`));
    const [spam = NaN, ham = NaN] = scorer.score(['Call now to claim your free prize', 'ok, see you later']);
    expect(spam).toBeGreaterThan(ham);
    scorer.close();
    expect(globalThis).not.toHaveProperty('_tfengine');
  },
);

test.each(['default', 'dense'])(
  'openScorerFrom() scores files of model/%s as the folder does',
  async (name) => {
    const texts = ['Call now to claim your free prize', 'ok, see you later'];
    const [read, folder] = [await readBundleFiles(`model/${name}`), await openScorer(`model/${name}`)];
    const scorer = await openScorerFrom(read, 'the database');
    expect(scorer.manifest).toEqual(folder.manifest);
    expect(scorer.score(texts)).toEqual(folder.score(texts));
    folder.close();
    scorer.close();
  },
);

test.each([
  ['files without a manifest', 'default', 'manifest.json', 'manifest.json is missing'],
  ['n-grams without their vocabulary', 'default', 'vocabulary.bin', 'vocabulary.bin is missing'],
  ['a network without its tokenizer', 'dense', 'tokenizer.json', 'tokenizer.json is missing'],
])('openScorerFrom() refuses %s', async (...row) => {
  const [, name, missing, reason] = row;
  const read = Object.entries(await readBundleFiles(`model/${name}`));
  const files = Object.fromEntries(read.filter(([file]) => file !== missing));
  const opening = openScorerFrom(files, 'the database');
  await expect(opening).rejects.toThrow(
    new BundleError(`Cannot load the model in "the database": ${reason}`),
  );
});

test('readBundleFiles() reads what belongs to the model, its card, too', async () => {
  const namesOf = async (name: string) => Object.keys(await readBundleFiles(`model/${name}`)).sort();
  const common = ['CARD.md', 'manifest.json', 'model.json', 'weights.bin'];
  expect(await namesOf('default')).toEqual([...common, 'vocabulary.bin'].sort());
  expect(await namesOf('dense')).toEqual([...common, 'tokenizer.json'].sort());
});
