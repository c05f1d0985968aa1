import fc from 'fast-check';
import { MOST_OF_SIGNALS, raise, type Signal, SIGNALS, weightOf } from '../../src/domain/signals.js';
import { isTrusted, type SenderRecord } from '../../src/domain/trust.js';

const ALL = Object.keys(SIGNALS) as Signal[];

test('weightOf() counts each signal once, and all together never too much', () => {
  expect(weightOf([])).toBe(0);
  expect(weightOf(['forwarded', 'forwarded'])).toBe(SIGNALS.forwarded);
  expect(weightOf(ALL)).toBe(MOST_OF_SIGNALS);
});

test('raise() adds in log odds, and keeps what is certain', () => {
  expect(raise(0.5, ['hidden-link'])).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
  expect([raise(0, ALL), raise(1, ALL), raise(0.3, [])]).toEqual([0, 1, 0.3]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.subarray(ALL), (score, signals) => {
      const raised = raise(score, signals);
      expect(raised).toBeGreaterThanOrEqual(score - 1e-12);
      expect(raised).toBeLessThanOrEqual(1);
    }),
  );
});

const NOW = new Date('2026-03-10T00:00:00.000Z');
const RULE = { messages: 5, days: 2 };
const record = (parts: Partial<SenderRecord>): SenderRecord => ({
  standing: null,
  joinedAt: null,
  reactions: 0,
  firstSeenAt: '2026-03-01T00:00:00.000Z',
  accepted: 5,
  ...parts,
});

test.each([
  ['messages and days enough', {}, true],
  ['too few messages', { accepted: 4 }, false],
  ['too few days', { firstSeenAt: '2026-03-08T00:00:00.001Z' }, false],
  [
    'a join long before the first message',
    { firstSeenAt: '2026-03-09T23:00:00.000Z', joinedAt: '2026-01-01T00:00:00.000Z' },
    true,
  ],
  ['nothing seen at all', { firstSeenAt: null }, false],
  ['a word for him', { accepted: 0, standing: 'trusted' }, true],
  ['a word against him', { standing: 'untrusted' }, false],
  ['an exemption', { accepted: 0, standing: 'exempt' }, true],
] as const)('isTrusted() with %s is %s', (_, parts, expected) => {
  expect(isTrusted(record(parts), RULE, NOW)).toBe(expected);
});
