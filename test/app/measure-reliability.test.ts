import { binsOf, createReliabilityMeter } from '../../src/app/measure-reliability.js';
import { createModelShelf } from '../../src/app/model-shelf.js';
import { aPolicy } from '../support/builders.js';
import { wordScorer } from '../support/gate.js';

const of = (isSpam: boolean, ...scores: readonly number[]) => scores.map((score) => ({ isSpam, score }));

describe('binsOf()', () => {
  test('says for each tenth how high its messages score and how many are spam', () => {
    const scored = [...of(true, 0.95, 0.99), ...of(false, 0.97, 0.05), ...of(true, 0.1)];
    expect(binsOf(scored)).toEqual([
      { from: 0, to: 0.1, messages: 1, meanScore: 0.05, spamShare: 0 },
      { from: 0.1, to: 0.2, messages: 1, meanScore: 0.1, spamShare: 1 },
      { from: 0.9, to: 1, messages: 3, meanScore: expect.closeTo(0.97) as number, spamShare: 2 / 3 },
    ]);
  });

  test.each([
    ['puts 1 into the last', of(true, 1), [0.9]],
    ['puts 0 into the first', of(true, 0), [0]],
    ['leaves out what got no score', of(true, NaN, 2, -1), []],
  ])('%s', (_name, scored, from) => {
    expect(binsOf(scored).map((bin) => bin.from)).toEqual(from);
  });
});

describe('createReliabilityMeter()', () => {
  const list = Array.from({ length: 25 }, (_, n) => ({
    text: n % 2 === 0 ? 'Free casino' : 'Hello',
    label: n % 2 === 0 ? ('spam' as const) : ('ham' as const),
  }));

  function createBench(isThere: () => boolean) {
    const seen = { opened: 0, pauses: 0, faults: [] as string[] };
    const shelf = createModelShelf({
      open: async () => {
        seen.opened += 1;
        const close = (): void => undefined;
        return isThere() ? { scorer: wordScorer, defaultPolicy: () => aPolicy(), close } : null;
      },
      most: 0,
    });
    const measure = createReliabilityMeter({
      shelf,
      readList: async () => list,
      onFault: (model) => void seen.faults.push(model),
      pause: async () => void (seen.pauses += 1),
    });
    return { measure, seen };
  }

  test('measures a model once, in several steps', async () => {
    const { measure, seen } = createBench(() => true);
    const [first, second] = await Promise.all([measure('a@1.0.0'), measure('a@1.0.0')]);
    expect(first?.map(({ messages, spamShare }) => [messages, spamShare])).toEqual([
      [12, 0],
      [13, 1],
    ]);
    expect(second).toBe(first);
    expect(seen).toMatchObject({ opened: 1, pauses: 3, faults: [] });
  });

  test('says that a model cannot be used, and tries again the next time', async () => {
    let isThere = false;
    const { measure } = createBench(() => isThere);
    expect(await measure('a@1.0.0')).toBeNull();
    isThere = true;
    expect(await measure('a@1.0.0')).not.toBeNull();
  });

  test('says what a model threw', async () => {
    const { measure, seen } = createBench(() => {
      throw new Error('The files are damaged');
    });
    expect(await measure('a@1.0.0')).toBeNull();
    expect(seen.faults).toEqual(['a@1.0.0']);
  });
});
