import { createRollUp } from '../../src/app/roll-up-traffic.js';

const aStore = (counts: readonly number[]) => {
  const left = [...counts];
  const steps: { now: string; limit: number }[] = [];
  return {
    steps,
    rollUpTraffic: async (step: { now: string; limit: number }) => {
      steps.push(step);
      return left.shift() ?? 0;
    },
  };
};
const clock = { now: () => new Date('2026-01-02T03:04:05.000Z') };

describe('createRollUp()', () => {
  test('rollUp() goes on until nothing is left', async () => {
    const store = aStore([2_000, 2_000, 7]);
    expect(await createRollUp({ store, clock, pause: async () => true })()).toBe(4_007);
    expect(store.steps).toHaveLength(4);
    expect(store.steps[0]).toEqual({ now: '2026-01-02T03:04:05.000Z', limit: 2_000 });
  });

  test('rollUp() leaves the rest when the process ends', async () => {
    const store = aStore([2_000, 2_000]);
    expect(await createRollUp({ store, clock, pause: async () => false })()).toBe(2_000);
    expect(store.steps).toHaveLength(1);
  });
});
