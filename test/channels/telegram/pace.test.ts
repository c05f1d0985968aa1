import { createPace } from '../../../src/channels/telegram/pace.js';

const GROUP = '-1001';

/** A pace by a clock that stands still until it is told to go on. */
function aPace() {
  let ms = Date.parse('2026-01-02T03:04:05.000Z');
  const pace = createPace({ now: () => new Date(ms) });
  return { ...pace, pass: (by: number) => (ms += by) };
}

/** Posts of a group, as many as are admitted within a time that passes in steps. */
function postFor(pace: ReturnType<typeof aPace>, forMs: number): number[] {
  const times: number[] = [];
  for (let at = 0; at < forMs; at += 100, pace.pass(100)) if (pace.admit(GROUP) === 0) times.push(at);
  return times;
}

test('never more than 20 posts to a group within any 60 seconds, and no fewer than it can', () => {
  const times = postFor(aPace(), 300_000);
  times.forEach((time, i) => expect((times[i + 20] ?? Infinity) - time).toBeGreaterThan(60_000));
  expect(times.length).toBeGreaterThanOrEqual(90);
});

test('a post that has to wait is told how long, and is admitted then', () => {
  const pace = aPace();
  for (let i = 0; i < 20; i++) expect(pace.admit(GROUP)).toBe(0);
  pace.pass(10_000);
  const waitMs = pace.admit(GROUP);
  expect(waitMs).toBeGreaterThanOrEqual(50_000);
  pace.pass(waitMs - 1);
  expect(pace.admit(GROUP)).toBeGreaterThan(0);
  pace.pass(1);
  expect(pace.admit(GROUP)).toBe(0);
});

test('one group does not hold up another, and a person is no group', () => {
  const pace = aPace();
  for (let i = 0; i < 20; i++) pace.admit(GROUP);
  pace.pass(2_000);
  expect(pace.admit(GROUP)).toBeGreaterThan(0);
  expect(pace.admit('-1002')).toBe(0);
  for (let i = 0; i < 25; i++) expect(pace.admit('42')).toBe(0);
});

test('never more than 30 posts in all within any second', () => {
  const pace = aPace();
  const admitted = Array.from({ length: 100 }, (_, i) => pace.admit(`-${1000 + i}`)).filter((ms) => ms === 0);
  expect(admitted).toHaveLength(30);
  pace.pass(1_250);
  expect(pace.admit('-5000')).toBe(0);
});

test('what Telegram says beats what the gate has counted, for that chat and to the millisecond', () => {
  const pace = aPace();
  pace.hold(GROUP, 17_000);
  expect(pace.admit(GROUP)).toBe(17_000);
  expect(pace.admit('-1002')).toBe(0);
  pace.pass(16_999);
  expect(pace.admit(GROUP)).toBe(1);
  pace.pass(1);
  expect(pace.admit(GROUP)).toBe(0);
});

test('forgets the chats that were quiet for longest', () => {
  const pace = aPace();
  pace.hold(GROUP, 60_000);
  for (let i = 0; i < 10_000; i++) pace.hold(`-${i + 5000}`, 60_000);
  pace.pass(2_000);
  expect(pace.admit(GROUP)).toBe(0);
});

test('recall() counts what was posted before the start', () => {
  const now = 1_000_000;
  const pace = createPace({ now: () => new Date(now) });
  for (let i = 0; i < 20; i++) pace.recall('-1', now - 30_000 + i * 1000);
  expect(pace.admit('-1')).toBeGreaterThan(29_000);
  expect(pace.admit('-2')).toBe(0);
  expect(pace.admit('42')).toBe(0);
});
