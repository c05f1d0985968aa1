import {
  COMMON_LOOK_ALIKES,
  latinLookOf,
  RARE_LOOK_ALIKES,
} from '../../../src/training/attacks/look-alikes.js';

const SCRIPTS = [
  ...[/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u],
  ...[/\p{Script=Armenian}/u, /\p{Script=Cherokee}/u, /\p{Script=Lisu}/u],
];

function scriptOf(letter: string): number {
  return SCRIPTS.findIndex((script) => script.test(letter));
}

test('COMMON_LOOK_ALIKES go both ways', () => {
  for (const [letter, alike] of COMMON_LOOK_ALIKES) {
    expect(alike).not.toHaveLength(0);
    for (const other of alike) expect(COMMON_LOOK_ALIKES.get(other)).toContain(letter);
  }
});

test.each([
  ['COMMON_LOOK_ALIKES', COMMON_LOOK_ALIKES, [0, 1, 2]],
  ['RARE_LOOK_ALIKES', RARE_LOOK_ALIKES, [3, 4, 5]],
])('%s are single letters of the scripts they promise', (_, table, scripts) => {
  for (const [letter, alike] of table) {
    expect([0, 1, 2]).toContain(scriptOf(letter));
    for (const other of alike) {
      expect(Array.from(other)).toHaveLength(1);
      expect(scripts).toContain(scriptOf(other));
      expect(other).not.toBe(letter);
    }
  }
});

test.each([
  ['q', 'q'],
  ['\u0430', 'a'],
  ['\u0391', 'A'],
  ['\u043f', null],
  ['\u0444', null],
  ['1', null],
])('latinLookOf(%j) is %j', (letter, latin) => {
  expect(latinLookOf(letter)).toBe(latin);
});
