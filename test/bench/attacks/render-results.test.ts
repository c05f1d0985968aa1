import { renderJson, renderTable } from '../../../bench/attacks/render-results.js';
import { type Contender, measureAttacks } from '../../../src/training/attacks/measure-attacks.js';
import type { Attack } from '../../../src/training/attacks/attack.js';

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

const MEASURED = RUN.contenders.map((contender) => ({ ...contender, falsePositiveRate: 0.005 }));

test('renderTable() has a row for each attack and the worst losses', () => {
  const lines = renderTable(measureAttacks(RUN), MEASURED).split('\n');
  expect(lines).toContain('win: threshold 0.500, false-positive rate 0.5 %');
  expect(lines).toContain('| none |  | 50.0 |  |  | 50.0 |  |  |');
  expect(lines).toContain('| hide-win | 50.0 | 0.0 | 50.0 | 100.0 | 50.0 | 0.0 | 0.0 |');
  expect(lines).toContain('| worst, padding |  |  | 0.0 |  |  | -50.0 |  |');
  expect(lines).toContain('| worst, others |  |  | 50.0 |  |  | 0.0 |  |');
});

test('renderJson() is one line, with the worst losses of each contender and no infinity', () => {
  const endless = MEASURED.map((one) => ({ ...one, threshold: -Infinity }));
  const json = renderJson(measureAttacks(RUN), endless);
  expect(json.trimEnd()).not.toContain('\n');
  expect(JSON.parse(json)).toMatchObject({
    spam: 4,
    contenders: [
      { name: 'win', threshold: null, recall: 0.5, worstLossPoints: { padding: 0, others: 50 } },
      { name: 'cash', threshold: null, recall: 0.5, worstLossPoints: { padding: -50, others: 0 } },
    ],
  });
});
