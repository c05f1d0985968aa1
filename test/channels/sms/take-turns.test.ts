import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTurns } from '../../../src/channels/sms/take-turns.js';

describe('createTurns()', () => {
  test('lets so many go on in a turn, in the order in which they came', async () => {
    const takeTurn = createTurns(2);
    const went: number[] = [];
    const all = Array.from({ length: 5 }, async (_, i) => {
      await takeTurn();
      went.push(i);
    });
    const counts: number[] = [];
    while (went.length < 5) {
      await nextTurn();
      counts.push(went.length);
    }
    await Promise.all(all);
    expect(went).toEqual([0, 1, 2, 3, 4]);
    expect(counts.every((count, turn) => count <= 2 * (turn + 2))).toBe(true);
    expect(counts.length).toBeGreaterThan(1);
  });

  test('lets nobody overtake who waits already', async () => {
    const takeTurn = createTurns(1);
    const went: string[] = [];
    const go = async (name: string): Promise<void> => {
      await takeTurn();
      went.push(name);
    };
    const early = [go('a'), go('b'), go('c')];
    await nextTurn();
    await Promise.all([...early, go('d')]);
    expect(went).toEqual(['a', 'b', 'c', 'd']);
  });
});
