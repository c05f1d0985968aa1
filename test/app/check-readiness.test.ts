import { createReadiness, type ReadinessDependencies } from '../../src/app/check-readiness.js';
import { wordScorer } from '../support/gate.js';

const START = Date.parse('2026-01-02T03:04:05.000Z');
const ago = (seconds: number): Date => new Date(START - seconds * 1_000);

/** Ready, but for what the test says. */
function create(parts: Partial<ReadinessDependencies> = {}) {
  const time = { ms: START };
  const readiness = createReadiness({
    store: { ping: async () => undefined, findDueTasks: async () => [] },
    currentScorer: () => wordScorer,
    dispatcher: { targets: ['forward', 'telegram'], lastLook: () => ago(1) },
    clock: { now: () => new Date(time.ms) },
    // Only a signal ends it.
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
      }),
    ...parts,
  });
  return { readiness, time };
}

const withDue = (target: 'forward' | 'digest', seconds: number): Partial<ReadinessDependencies> => ({
  store: {
    ping: async () => undefined,
    findDueTasks: async () => [{ target, dueSince: ago(seconds).toISOString() }],
  },
});
const withScore = (score: () => number): Partial<ReadinessDependencies> => ({
  currentScorer: () => ({ model: 'words@1.0.0', score: () => Float32Array.of(score()) }),
});
const broken = (): number => {
  throw new Error('the scorer broke');
};

describe('createReadiness()', () => {
  test.each<[string, Partial<ReadinessDependencies>, readonly string[]]>([
    ['all is well', {}, []],
    ['a scorer that breaks', withScore(broken), ['the model gives no score']],
    ['a scorer that gives no number', withScore(() => NaN), ['the model gives no score']],
    ['a scorer that gives no probability', withScore(() => 1.5), ['the model gives no score']],
    ['a task that has been due for ten minutes', withDue('forward', 600), []],
    [
      'a task that has been due for longer',
      withDue('forward', 601),
      ['the outbox is stuck: a forward task has been due for 10 minutes'],
    ],
    ['a task of a channel that is switched off', withDue('digest', 9_999), []],
    [
      'a dispatcher that stands still',
      { dispatcher: { targets: [], lastLook: () => ago(61) } },
      ['the outbox was last looked at 61 seconds ago'],
    ],
    ['a dispatcher that is slow', { dispatcher: { targets: [], lastLook: () => ago(60) } }, []],
    [
      'a dispatcher that was never started',
      { dispatcher: { targets: [], lastLook: () => null } },
      ['the outbox is not looked at yet'],
    ],
    [
      'a store that is gone',
      { store: { ping: async () => Promise.reject(new Error('gone')), findDueTasks: async () => [] } },
      ['the store cannot be reached'],
    ],
    [
      'a store that does not answer in time',
      {
        store: { ping: () => new Promise(() => undefined), findDueTasks: async () => [] },
        sleep: async () => undefined,
      },
      ['the store does not answer'],
    ],
  ])('tells of %s', async (_, parts, problems) => {
    expect(await create(parts).readiness()).toEqual(problems);
  });

  test('gives all problems at once', async () => {
    const { readiness } = create({ ...withScore(broken), ...withDue('forward', 3_600) });
    expect(await readiness()).toEqual([
      'the outbox is stuck: a forward task has been due for 60 minutes',
      'the model gives no score',
    ]);
  });

  test('asks once a second, however often it is asked', async () => {
    let asked = 0;
    const store = {
      ping: async () => void (asked += 1),
      findDueTasks: async () => [],
    };
    const { readiness, time } = create({ store });
    await Promise.all(Array.from({ length: 50 }, readiness));
    time.ms += 999;
    await readiness();
    expect(asked).toBe(1);
    time.ms += 1;
    await readiness();
    expect(asked).toBe(2);
    // A clock that is put back must not make an old answer last.
    time.ms -= 3_600_000;
    await readiness();
    expect(asked).toBe(3);
  });
});
