import { renderNgramCard } from '../../../src/training/ngram/card.js';
import { someParts } from '../../classifier/ngram/some-parts.js';

const JUDGED = {
  sel: 0.7,
  folds: [
    {
      name: 'A',
      mean: 0.7,
      parts: {},
      attacked: {
        spam: 800,
        recall: 0.5,
        worst: { others: { name: 'misspelling', lossPoints: 10.66 }, padding: null },
      },
    },
    { name: 'B', mean: 0.7, parts: {}, attacked: null },
  ],
  ece: 0.02,
  baseRate: 0.1,
  reliability: [],
  operatingPoints: [],
};

const BEHAVIOURS = {
  threshold: 0.6,
  behaviours: [
    { name: 'noise', spam: 10, ham: 0, spamMissed: 3, hamCalledSpam: 0 },
    { name: 'jokes', spam: 0, ham: 20, spamMissed: 0, hamCalledSpam: 2 },
    { name: 'prizes', spam: 10, ham: 0, spamMissed: 2, hamCalledSpam: 0 },
  ],
};

test('renderNgramCard() says what the model is bad at', () => {
  const { manifest } = someParts({ judged: JUDGED, behaviours: BEHAVIOURS });
  const card = renderNgramCard(manifest);
  expect(card).toContain('Of 20 harmless messages written to try it, 2 are called spam at 0.6 (10 %)');
  expect(card).toContain('of 20 spam messages 5 are missed (25 %). Worst of 3 behaviours');
  expect(card).toContain('| noise |  | 3 of 10 |\n| jokes | 2 of 20 |  |\n');
  expect(card).not.toContain('| prizes |');
  expect(card).toContain('| A | 50 % of 800 | 10.7 (misspelling) |  |');
});

test('renderNgramCard() is silent about what was not measured', () => {
  const card = renderNgramCard(someParts().manifest);
  expect(card).not.toContain('bad at');
  expect(card).not.toContain('worst disguise');
});
