import { explainByOmission } from '../../src/classifier/explain-by-omission.js';

/** Spam is what says "win"; counts how many texts it is asked about. */
function aScorer() {
  const asked: string[] = [];
  return {
    asked,
    model: 'fake@1.0.0',
    score(texts: readonly string[]) {
      asked.push(...texts);
      return Float32Array.from(texts, (text) => (text.includes('win') ? 0.9 : 0.1));
    },
  };
}

test('explainByOmission() names the word without which the score falls', () => {
  const { parts, isExact } = explainByOmission(aScorer(), 'you win  now');
  expect(isExact).toBe(false);
  expect(parts.map(({ text }) => text)).toEqual(['you', 'win', 'now']);
  expect(parts.map(({ logOdds }) => Math.round(logOdds * 100) / 100)).toEqual([0, 4.39, 0]);
});

test.each([
  [0, 1],
  [63, 64],
  [64, 33],
  [1000, 64],
])('explainByOmission() of %i words asks about %i texts', (words, texts) => {
  const scorer = aScorer();
  const text = Array.from({ length: words }, (_, i) => `w${i}`).join(' ');
  const { parts } = explainByOmission(scorer, text);
  expect(scorer.asked.length).toBeLessThanOrEqual(64);
  expect(scorer.asked).toHaveLength(texts);
  expect(parts.map((part) => part.text).join(' ')).toBe(text);
});
