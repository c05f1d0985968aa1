import {
  type Check,
  type CheckName,
  checkCandidate,
  decisionOf,
  type Measured,
} from '../../../src/learning/gate/decide-promotion.js';
import { pairs } from '../some-pairs.js';

const HAM = pairs(800, { current: false, candidate: false });
const SPAM = pairs(100, { label: 'spam', current: true, candidate: true });
const RELEASED = pairs(10, { current: false, candidate: false });

/** The current model is the given one. */
function measured(parts: Partial<Measured> = {}): Measured {
  const { acceptance = [...HAM, ...SPAM], future = [] } = parts;
  return {
    acceptance,
    againstGiven: [...acceptance, ...future],
    future,
    mustPass: RELEASED,
    drift: { messages: 0, toSpam: 0, toHam: 0, examples: [] },
    cost: { time: 1, size: 1 },
    influences: [],
    ...parts,
  };
}

const check = (parts: Partial<Measured> = {}): Check[] =>
  checkCandidate(measured(parts), { falsePositiveBudget: 0.005 });
const failedOf = (checks: readonly Check[]): CheckName[] =>
  checks.filter(({ isPassed }) => !isPassed).map(({ name }) => name);

test('checkCandidate() passes a candidate that changes nothing', () => {
  expect(failedOf(check())).toEqual([]);
});

test.each<[string, Partial<Measured>, readonly CheckName[]]>([
  [
    'one ham of the written list that becomes spam',
    { acceptance: [...HAM, ...SPAM, ...pairs(1, { current: false, candidate: true })] },
    ['false-positives'],
  ],
  ['too few ham to be sure', { acceptance: [...HAM.slice(0, 700), ...SPAM] }, ['false-positives']],
  [
    'a released text that becomes spam',
    { mustPass: [...RELEASED, ...pairs(1, { current: false, candidate: true })] },
    ['must-pass'],
  ],
  ['a released text that is spam as before', { mustPass: pairs(1, { current: true, candidate: true }) }, []],
  [
    'spam of the future that it misses',
    { future: pairs(1, { label: 'spam', current: true, candidate: false }) },
    ['future-recall'],
  ],
  [
    'spam of the future that it finds',
    { future: pairs(2, { label: 'spam', current: false, candidate: true }) },
    [],
  ],
  [
    'spam of the written list that it misses',
    { acceptance: [...HAM, ...SPAM, ...pairs(1, { label: 'spam', current: true, candidate: false })] },
    ['acceptance-recall'],
  ],
  ['a tenth more time and size', { cost: { time: 1.1, size: 1.1 } }, []],
  ['more than that', { cost: { time: 1.11, size: 1.11 } }, ['time', 'size']],
  [
    'scores that mean less',
    {
      acceptance: [...HAM, ...SPAM].map((pair) => ({
        ...pair,
        candidate: { ...pair.candidate, score: 0.5 },
      })),
    },
    ['calibration'],
  ],
])('checkCandidate() of %s', (_, parts, failed) => {
  expect(failedOf(check(parts))).toEqual(failed);
});

test('decisionOf() gives every reason for a promotion, and of a refusal those that failed', () => {
  const passed = decisionOf(check(), ['look']);
  expect(passed).toMatchObject({ isPromotable: true, alarms: ['look'] });
  expect(passed.reasons).toHaveLength(7);
  const refused = decisionOf(check({ cost: { time: 2, size: 1 } }), []);
  expect(refused).toEqual({
    isPromotable: false,
    reasons: ['time per message is 200 % of that of the current model, 110 % are allowed'],
    alarms: [],
  });
});
