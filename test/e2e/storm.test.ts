import { runStorm } from '../../bench/storm/storm.js';

test('a storm with three kills loses nothing, doubles nothing and exceeds no limit', async () => {
  const size = {
    updates: 1000,
    chats: 20,
    spamShare: 0.05,
    busyShare: 0.1,
    kills: 3,
    faultShare: 0.05,
    seed: 1,
  };
  const { updates, spam, faults, ...result } = await runStorm(size);
  expect([updates, spam > 30, faults > 0]).toEqual([1000, true, true]);
  expect(result).toMatchObject({
    kills: 3,
    lost: 0,
    storedTwice: 0,
    spamLeft: 0,
    hamGone: 0,
    outOfOrder: 0,
    overGroupLimit: 0,
    overOverallLimit: 0,
    disobeyed: 0,
    tasksLeft: 0,
  });
}, 120_000);
