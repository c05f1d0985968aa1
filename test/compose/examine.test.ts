import { createExaminer } from '../../src/compose/examine.js';
import type { Check } from '../../src/domain/check.js';

const START = Date.UTC(2026, 0, 2);
let now = START;
beforeEach(() => {
  now = START;
});
const clock = { now: () => new Date(now) };
const found = (text: string): readonly Check[] => [{ level: 'ok', what: 'store', text }];

describe('createExaminer()', () => {
  test('looks once a minute, whoever asks', async () => {
    let looks = 0;
    const examine = createExaminer(async () => found(`look ${(looks += 1)}`), clock);
    expect(await Promise.all([examine(), examine()])).toEqual([found('look 1'), found('look 1')]);
    now = START + 59_999;
    expect(await examine()).toEqual(found('look 1'));
    now = START + 60_000;
    expect(await examine()).toEqual(found('look 2'));
  });

  test('looks again at once after a look that failed', async () => {
    let looks = 0;
    const examine = createExaminer(async () => {
      looks += 1;
      if (looks === 1) throw new Error('The store is gone');
      return found('all');
    }, clock);
    await expect(examine()).rejects.toThrow('The store is gone');
    expect(await examine()).toEqual(found('all'));
  });
});
