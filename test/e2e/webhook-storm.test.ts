import { runWebhookStorm } from '../../bench/webhooks/storm.js';

test('what is acknowledged under too much load and a kill is kept, and forwarded or withheld', async () => {
  const { sent, acknowledged, ...result } = await runWebhookStorm({
    messages: 6_000,
    perSecond: 3_000,
    kills: 1,
  });
  expect([sent, acknowledged > 100]).toEqual([6_000, true]);
  expect(result).toMatchObject({
    kills: 1,
    lost: 0,
    storedTwice: 0,
    hamKept: 0,
    spamForwarded: 0,
    outOfOrder: 0,
    tasksLeft: 0,
  });
}, 120_000);
