import { createRetrainingSchedule, type ScheduleDependencies } from '../../src/app/schedule-retraining.js';
import type { Retraining } from '../../src/domain/retraining.js';
import { aResult } from '../support/learning-builders.js';
import { at } from '../support/store-builders.js';

const HOUR = 3600;

/** Full hours of a clock that begins at `at(0)`. */
const hourly = (after: Date): Date => {
  const [begin, hour] = [Date.parse(at(0)), HOUR * 1000];
  return new Date(begin + (Math.floor((after.getTime() - begin) / hour) + 1) * hour);
};

function aSchedule(parts: Partial<Pick<ScheduleDependencies, 'nextTime' | 'after'>>) {
  const world = { now: 0, corrections: 0, isDone: true, runs: [] as Retraining[], started: [] as string[] };
  const tick = createRetrainingSchedule({
    nextTime: null,
    after: null,
    ...parts,
    store: {
      listRetrainings: async (limit) => world.runs.slice(-limit),
      countCorrectionsAfter: async (seq) => ({
        count: Math.max(0, world.corrections - seq),
        last: world.corrections,
      }),
    },
    clock: { now: () => new Date(at(world.now)) },
    start: async (trigger) => {
      world.started.push(`${trigger} at ${world.now}`);
      if (world.isDone) addRun();
      return world.isDone;
    },
  });
  const addRun = (): void => {
    const { retraining } = aResult();
    const seq = world.runs.length + 1;
    world.runs.push({ ...retraining, seq, startedAt: at(world.now), sawThrough: world.corrections });
  };
  return {
    world,
    addRun,
    tickAt: async (now: number) => {
      world.now = now;
      await tick();
    },
  };
}

describe('createRetrainingSchedule()', () => {
  test('starts a run at each time of the schedule, once', async () => {
    const { world, tickAt } = aSchedule({ nextTime: hourly });
    for (const now of [0, 60, HOUR - 1, HOUR, HOUR + 60, 2 * HOUR - 1, 2 * HOUR + 5, 2 * HOUR + 65])
      await tickAt(now);
    expect(world.started).toEqual([`schedule at ${HOUR}`, `schedule at ${2 * HOUR + 5}`]);
  });

  test('makes up once for the times that passed while no process ran', async () => {
    const { world, addRun, tickAt } = aSchedule({ nextTime: hourly });
    world.now = -50 * HOUR;
    addRun();
    await tickAt(60);
    await tickAt(120);
    expect(world.started).toEqual(['schedule at 60']);
  });

  test('begins with the process where there was no run yet', async () => {
    const { world, tickAt } = aSchedule({ nextTime: hourly });
    await tickAt(HOUR - 1);
    expect(world.started).toEqual([]);
  });

  test('does not start what another process ran already', async () => {
    const { world, addRun, tickAt } = aSchedule({ nextTime: hourly });
    world.now = HOUR;
    addRun();
    await tickAt(HOUR + 1);
    expect(world.started).toEqual([]);
  });

  test('starts a run after so many new corrections', async () => {
    const { world, tickAt } = aSchedule({ after: 50 });
    for (const [now, corrections] of [
      [1, 49],
      [2, 50],
      [3, 99],
      [4, 101],
      [5, 101],
    ] as const) {
      world.corrections = corrections;
      await tickAt(now);
    }
    expect(world.started).toEqual(['corrections at 2', 'corrections at 4']);
  });

  test.each([
    ['without a schedule and a number', {}, []],
    ['with a schedule that has no time any more', { nextTime: () => null }, []],
    ['by the schedule when both are due', { nextTime: hourly, after: 1 }, [`schedule at ${HOUR}`]],
  ])('starts %s what is due', async (_, parts, started) => {
    const { world, tickAt } = aSchedule(parts);
    world.corrections = 'after' in parts ? 5 : 1000;
    await tickAt(HOUR);
    expect(world.started).toEqual(started);
  });

  test('rests for an hour after a run that broke off', async () => {
    const { world, tickAt } = aSchedule({ after: 1 });
    [world.corrections, world.isDone] = [5, false];
    for (const now of [0, 60, HOUR - 1, HOUR]) await tickAt(now);
    world.isDone = true;
    for (const now of [2 * HOUR - 1, 2 * HOUR, 2 * HOUR + 1]) await tickAt(now);
    expect(world.started).toEqual([
      'corrections at 0',
      `corrections at ${HOUR}`,
      `corrections at ${2 * HOUR}`,
    ]);
  });
});
