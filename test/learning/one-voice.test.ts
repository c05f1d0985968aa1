import type { Label } from '../../src/domain/correction.js';
import { checkOneVoice } from '../../src/learning/gate/one-voice.js';

/** So many copies, of these authors in turn; the current model calls them spam or not. */
function aFlood(
  count: number,
  authors: readonly string[],
  { isSpam = true, label = 'ham' }: { readonly isSpam?: boolean; readonly label?: Label } = {},
) {
  const common = { text: 'x', label };
  const lessons = Array.from({ length: count }, (_, i) => ({
    ...common,
    id: `C${i}`,
    author: authors[i % authors.length] ?? '',
    channel: null,
    at: '',
    isNew: true,
    group: 0,
    weight: 1,
  }));
  const candidate = { score: 0, isSpam: false };
  const mustPass = lessons.map(({ id }) => ({ ...common, id, current: { score: 1, isSpam }, candidate }));
  return checkOneVoice(lessons, mustPass);
}

test.each([
  ['20 copies of one author', aFlood(20, ['Mallory']), true],
  ['21 copies of one author', aFlood(21, ['Mallory']), false],
  ['21 copies of two', aFlood(21, ['Mallory', 'Bea']), true],
  ['21 copies that the current model lets pass', aFlood(21, ['Bea'], { isSpam: false }), true],
  ['21 copies that were called spam', aFlood(21, ['Bea'], { label: 'spam' }), true],
])('checkOneVoice() on %s', (_what, { isPassed }, wanted) => {
  expect(isPassed).toBe(wanted);
});

test('checkOneVoice() names the author and how many', () => {
  expect(aFlood(30, ['Mallory']).text).toMatch(/^Mallory alone releases 30 copies of one text/);
});
