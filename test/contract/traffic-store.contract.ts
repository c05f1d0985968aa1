import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { at } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const HOUR = 3_600;
const ALL = { from: at(-HOUR), to: at(99 * HOUR) };
const [FIRST, SECOND] = ['2026-01-02T03:00:00.000Z', '2026-01-02T04:00:00.000Z'];

/** `now` that nobody has to wait for. */
export function trafficStoreContract({ store, another }: StoreBench): void {
  let kept = 0;
  const keep = (seconds: number, parts: Parameters<typeof aStoredMessage>[0] = {}) => {
    const id = `T${++kept}`;
    return store().saveArrival(
      anArrival(aStoredMessage({ id, messageId: id, receivedAt: at(seconds), ...parts })),
    );
  };
  const rollUp = (seconds: number, limit = 99) => store().rollUpTraffic({ now: at(seconds), limit });
  const rollUpAll = async (from: number): Promise<void> => {
    for (let seconds = from; (await rollUp(seconds)) > 0 || seconds === from; seconds += 61);
  };
  const spam = (score: number) => ({ verdict: aVerdict({ score, band: 'spam', action: 'ban' }) });
  const counts = async () =>
    (await store().readTraffic(ALL)).map(({ hour, band, scoreBin, messages }) => [
      hour,
      band,
      scoreBin,
      messages,
    ]);

  test('readTraffic() counts by hour, channel, band, action and score', async () => {
    await keep(0);
    await keep(1, { verdict: aVerdict({ score: 0.049_999 }) });
    await keep(2, { verdict: aVerdict({ score: 0.05 }) });
    await keep(3, { verdict: aVerdict({ score: null }) });
    await keep(4, { channel: 'sms' });
    await keep(HOUR, spam(1));
    const found = await store().readTraffic(ALL);
    const ham = { hour: FIRST, channel: 'telegram', band: 'ham', action: 'accept' };
    expect(found).toHaveLength(5);
    expect(found).toEqual(
      expect.arrayContaining([
        { ...ham, scoreBin: 0, messages: 2 },
        { ...ham, scoreBin: 1, messages: 1 },
        { ...ham, scoreBin: null, messages: 1 },
        { ...ham, channel: 'sms', scoreBin: 0, messages: 1 },
        { hour: SECOND, channel: 'telegram', band: 'spam', action: 'ban', scoreBin: 19, messages: 1 },
      ]),
    );
    expect(await store().readTraffic({ from: SECOND, to: at(99 * HOUR) })).toHaveLength(1);
    expect(await store().readTraffic({ from: FIRST, to: SECOND })).toHaveLength(4);
    await expect(store().readTraffic({ from: 'x', to: SECOND })).rejects.toThrow(RangeError);
  });

  test('readTraffic() says the same before, while and after it is rolled up', async () => {
    for (let n = 0; n < 5; n++) await keep(n * 1_000, n % 2 === 0 ? {} : spam(0.9));
    const before = await counts();
    expect(await rollUp(0, 2)).toBe(0);
    expect(await rollUp(59, 2)).toBe(0);
    for (const more of [2, 2, 1, 0]) {
      expect(await rollUp(60, 2)).toBe(more);
      expect(await counts()).toEqual(before);
    }
  });

  test('readTraffic() adds the hours of a day up, rolled up or not', async () => {
    const days = async () =>
      (await store().readTraffic({ ...ALL, by: 'day' })).map(({ hour, messages }) => [hour, messages]);
    const expected = [
      ['2026-01-02T00:00:00.000Z', 2],
      ['2026-01-03T00:00:00.000Z', 1],
    ];
    for (const seconds of [0, HOUR, 24 * HOUR]) await keep(seconds);
    expect(await days()).toEqual(expected);
    await rollUp(0);
    await rollUp(61, 2);
    expect(await days()).toEqual(expected);
  });

  test('rollUpTraffic() leaves what came a moment ago: one that was begun before may still come', async () => {
    await keep(0);
    await rollUp(0);
    await keep(1);
    expect(await rollUp(60)).toBe(1);
    expect(await rollUp(119)).toBe(0);
    expect(await rollUp(120)).toBe(1);
    expect(await counts()).toEqual([[FIRST, 'ham', 0, 2]]);
  });

  test('rollUpTraffic() counts a message that comes late', async () => {
    await keep(HOUR);
    await rollUpAll(0);
    await keep(0);
    await keep(HOUR + 1);
    await rollUpAll(500);
    expect(await counts()).toEqual([
      [FIRST, 'ham', 0, 1],
      [SECOND, 'ham', 0, 2],
    ]);
  });

  test('rollUpTraffic() counts once, however many do it at once', async () => {
    for (let n = 0; n < 20; n++) await keep(n);
    await rollUp(0);
    const stores = [store(), await another(), await another()];
    const rolled = await Promise.all(stores.map((one) => one.rollUpTraffic({ now: at(61), limit: 99 })));
    expect(rolled.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(await counts()).toEqual([[FIRST, 'ham', 0, 20]]);
  });

  test.each([
    ['stripped', at(0)],
    ['deleted', at(HOUR)],
  ])('forgetMessages() keeps the count of what is %s, rolled up or not', async (_, keysBefore) => {
    await keep(0);
    await rollUpAll(0);
    await keep(1);
    const batch = { before: at(HOUR), keysBefore, limit: 9 };
    expect(await store().forgetMessages('ham', batch)).toBe(2);
    expect(await counts()).toEqual([[FIRST, 'ham', 0, 2]]);
    await rollUpAll(500);
    expect(await counts()).toEqual([[FIRST, 'ham', 0, 2]]);
  });
}
