import { nearText } from '../../src/classifier/near/near-text.js';
import type { NearText } from '../../src/domain/near-memory.js';
import { groupNearTexts } from '../../src/learning/near-groups.js';

const CHOIR =
  'The choir meets on Thursday evening at half past seven in the school on Mill Street, room 12, bring folders';
const CHAIRS =
  'We hand out the old garden chairs on Saturday, ask the gardener behind the hall for one of the twenty';
const BAKERY =
  'The bakery on the corner sells yesterday’s bread for half the price from six in the evening until it closes';

/** Texts that stand together, in the order of the first of each. */
function together(
  texts: readonly string[],
  near: Pick<NearText, 'bandsOf' | 'isNear'> = nearText,
): string[][] {
  const groups = groupNearTexts(texts, near);
  const byGroup = new Map<number, string[]>();
  texts.forEach((text, i) => {
    const group = groups[i] ?? NaN;
    byGroup.set(group, [...(byGroup.get(group) ?? []), text]);
  });
  return [...byGroup.values()];
}

test('groupNearTexts() puts copies together, and nothing else', () => {
  const copies = [CHOIR, CHOIR.replace('Thursday', 'Tuesday'), `${CHOIR} 🎵`];
  expect(together([copies[0] ?? '', CHAIRS, copies[1] ?? '', BAKERY, copies[2] ?? ''])).toEqual([
    copies,
    [CHAIRS],
    [BAKERY],
  ]);
  expect(groupNearTexts([], nearText)).toEqual([]);
});

test('groupNearTexts() puts equal texts together, even those that are too short to be near to any', () => {
  expect(together(['Hello', 'Hi', 'Hello', '', ''])).toEqual([['Hello', 'Hello'], ['Hi'], ['', '']]);
});

test('groupNearTexts() puts together what is near to a third', () => {
  // Words of letters: near are those that differ in one at the most.
  const isNear = (one: string, other: string) =>
    Array.from(one).filter((letter, i) => other[i] !== letter).length <= 1;
  const near = { bandsOf: () => [1, 2, 3, 4, 5, 6, 7, 8], isNear };
  expect(together(['aaaa', 'aaab', 'aabb', 'zzzz', 'abbb'], near)).toEqual([
    ['aaaa', 'aaab', 'aabb'],
    ['zzzz'],
    ['abbb'],
  ]);
  expect(isNear('aaaa', 'aabb')).toBe(false);
});

test('groupNearTexts() compares bands of one place only', () => {
  const near = { bandsOf: (text: string) => (text === 'one' ? [1, 2] : [2, 1]), isNear: () => true };
  expect(together(['one', 'other'], near)).toEqual([['one'], ['other']]);
});

test('groupNearTexts() puts the same texts together in whatever order they come', () => {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Friday', 'Sunday'];
  const texts = [CHOIR, CHAIRS, BAKERY].flatMap((text) =>
    days.map((day) => text.replace(/Thursday|Saturday|corner/, day)),
  );
  const sorted = (some: readonly string[]) =>
    together(some)
      .map((group) => group.toSorted().join('|'))
      .toSorted();
  const expected = sorted(texts);
  expect(expected).toHaveLength(3);
  for (let turn = 1; turn <= texts.length; turn++)
    expect(sorted(texts.map((_, i) => texts[(i * 7 + turn) % texts.length] ?? ''))).toEqual(expected);
});

test('groupNearTexts() compares each text with a few others, in a flood of copies as well', () => {
  let compared = 0;
  const near = {
    bandsOf: (text: string) => (text.startsWith('copy') ? [1, 2, 3, 4, 5, 6, 7, 8] : [-Number(text)]),
    isNear: () => (compared += 1) > 0,
  };
  const texts = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? `copy ${i}` : String(i)));
  const groups = groupNearTexts(texts, near);
  // Each with each would be fifty million comparisons.
  expect(compared).toBeLessThan(10_000);
  expect(new Set(groups).size).toBe(10_001);
});
