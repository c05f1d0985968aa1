import { createFeatureExtractor } from '../../../src/classifier/ngram/feature-extractor.js';
import { WHOLE_MESSAGE } from '../../../src/classifier/ngram/feature-view.js';
import { PassageScorer } from '../../../src/classifier/ngram/passage-scorer.js';
import { instancesOf } from '../../../src/learning/ngram/instances.js';

const extractor = createFeatureExtractor();
const BAD = 'crypto income daily';
const SHORT = 'we walked along the quiet river and said nothing';
const LONG =
  'we walked along quiet river then somebody else told another story about houses near old markets. Next morning brought heavy snow, children built seven small castles behind their school while teachers prepared warm soup, bread, cheese';

/** N-grams of the bad words weigh 2, all others nothing. */
function aScorer(): PassageScorer {
  const { words } = extractor.extract(BAD);
  const keys = words.keys.slice(0, words.count).filter((_, i) => words.tokens[i] !== WHOLE_MESSAGE);
  return new PassageScorer({ keys, weights: new Float32Array(keys.length).fill(2), bias: -1 });
}

const instances = (text: string, target: number) =>
  instancesOf({ text, target, weight: 3 }, aScorer(), extractor);
const keysOf = (text: string) => {
  const { words, chars } = extractor.extract(text);
  return { words: words.keys.slice(0, words.count), chars: chars.keys.slice(0, chars.count) };
};

test.each([0, 1])('instancesOf() a short message is all of it, with the target %d', (target) => {
  expect(instances(SHORT, target)).toEqual([{ ...keysOf(SHORT), handicap: 0, target, weight: 3 }]);
});

test.each([1, 0.7])(
  'instancesOf() a long message with the target %d is the passage that decides',
  (target) => {
    const [passage, ...others] = instances(`${LONG}. ${BAD}`, target);
    expect(others).toEqual([]);
    expect(passage).toMatchObject({ target, weight: 3 });
    expect(passage?.handicap).toBeGreaterThan(0);
    const all = new Set(keysOf(`${LONG}. ${BAD}`).words);
    const some = new Set(passage?.words);
    expect(some.size).toBeLessThan(0.6 * all.size);
    expect([...some].filter((key) => !all.has(key))).toEqual([]);
    const inside = keysOf(BAD).words.filter((key) => some.has(key));
    expect(inside.length).toBeGreaterThan(3);
  },
);

test('instancesOf() a long ham message is the whole of it, and its worst passage as well', () => {
  const text = `${LONG}. ${BAD}`;
  const [whole, passage, ...others] = instances(text, 0);
  expect(others).toEqual([]);
  expect(whole).toEqual({ ...keysOf(text), handicap: 0, target: 0, weight: 3 });
  expect(passage).toMatchObject({ target: 0, weight: 3 });
  expect(passage?.words.length).toBeLessThan(whole?.words.length ?? 0);
});

test('instancesOf() copies: what comes next does not change it', () => {
  const [first] = instances(SHORT, 1);
  const kept = first?.words.slice();
  extractor.extract(LONG);
  expect(first?.words).toEqual(kept);
});
