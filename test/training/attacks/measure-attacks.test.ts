import type { Attack } from '../../../src/training/attacks/attack.js';
import {
  type Contender,
  measureAttacks,
  worstLosses,
} from '../../../src/training/attacks/measure-attacks.js';

/** Knows spam by a word. */
function finderOf(name: string, word: string): Contender {
  return { name, threshold: 0.5, isSpam: (texts) => texts.map((text) => text.includes(word)) };
}

const SPAM = ['win cash', 'win gold', 'free cash', 'bonus'];

const ATTACKS: readonly Attack[] = [
  { name: 'hide-win', description: '', kind: 'letters', transform: (text) => text.replace('win', 'w1n') },
  { name: 'add-cash', description: '', kind: 'padding', transform: (text) => `${text} cash` },
  { name: 'nothing', description: '', kind: 'case', transform: (text) => text },
];

const RUN = {
  spam: SPAM,
  attacks: ATTACKS,
  contenders: [finderOf('win', 'win'), finderOf('cash', 'cash')],
  seed: 1,
};

test('measureAttacks() gives the recall before and after, and the loss in points', () => {
  expect(measureAttacks(RUN)).toEqual({
    spam: 4,
    contenders: [
      { name: 'win', recall: 0.5 },
      { name: 'cash', recall: 0.5 },
    ],
    attacks: [
      {
        name: 'hide-win',
        kind: 'letters',
        changed: 0.5,
        outcomes: [
          { recall: 0, lossPoints: 50, lossPointsOfChanged: 100 },
          { recall: 0.5, lossPoints: 0, lossPointsOfChanged: 0 },
        ],
      },
      {
        name: 'add-cash',
        kind: 'padding',
        changed: 1,
        outcomes: [
          { recall: 0.5, lossPoints: 0, lossPointsOfChanged: 0 },
          { recall: 1, lossPoints: -50, lossPointsOfChanged: -50 },
        ],
      },
      {
        name: 'nothing',
        kind: 'case',
        changed: 0,
        outcomes: [
          { recall: 0.5, lossPoints: 0, lossPointsOfChanged: null },
          { recall: 0.5, lossPoints: 0, lossPointsOfChanged: null },
        ],
      },
    ],
  });
});

test('measureAttacks() starts each attack from the seed', () => {
  const drawn: number[] = [];
  const draw: Attack = {
    name: 'draw',
    description: '',
    kind: 'letters',
    transform: (text, random) => {
      drawn.push(random.next());
      return text;
    },
  };
  measureAttacks({ ...RUN, spam: ['a'], attacks: [draw, draw] });
  measureAttacks({ ...RUN, spam: ['a'], attacks: [draw], seed: 2 });
  const [first, second, otherSeed] = drawn;
  expect(second).toBe(first);
  expect(otherSeed).not.toBe(first);
});

test('measureAttacks() refuses to work without spam', () => {
  expect(() => measureAttacks({ ...RUN, spam: [] })).toThrow(
    new RangeError('Cannot attack: there is no spam'),
  );
});

test('worstLosses() keeps padding apart', () => {
  const results = measureAttacks(RUN);
  expect(worstLosses(results, 0)).toEqual({
    padding: { name: 'add-cash', lossPoints: 0 },
    others: { name: 'hide-win', lossPoints: 50 },
  });
  expect(worstLosses(results, 1)).toEqual({
    padding: { name: 'add-cash', lossPoints: -50 },
    others: { name: 'hide-win', lossPoints: 0 },
  });
  expect(worstLosses({ ...results, attacks: [] }, 0)).toEqual({ padding: null, others: null });
});
