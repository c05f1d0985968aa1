import { createRandom } from '../../../src/training/random.js';
import { expand, tidy } from '../../../src/training/templates/expand.js';
import { EN_US } from '../../../src/training/templates/locales/index.js';
import { parsePattern, slotsOf } from '../../../src/training/templates/pattern.js';

const random = createRandom(1, 'split');
const texts = (pattern: string) => {
  const nodes = parsePattern(pattern);
  const all = Array.from({ length: 200 }, () =>
    tidy(expand(nodes, { locale: EN_US, random, chosen: new Map() })),
  );
  return [...new Set(all)].sort();
};

test.each([
  ['plain words', ['plain words']],
  ['(a|b) c', ['a c', 'b c']],
  ['go[ on[ now]]', ['go', 'go on', 'go on now']],
  ['as (it) stands', ['as (it) stands']],
  ['smile :\\)', ['smile :)']],
  ['[well, |so, ]yes .', ['so, yes.', 'well, yes.', 'yes.']],
])('parsePattern() reads %j as its wordings', (pattern, wordings) => {
  expect(texts(pattern)).toEqual(wordings);
});

test.each(['{', '{Name}', '{name', '(a|b', '[a', 'a)', 'a]', 'a|b', '}'])(
  'parsePattern() refuses %j',
  (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(SyntaxError);
  },
);

test('slotsOf() finds slots in every branch', () => {
  expect(slotsOf(parsePattern('{a}[ (b {c}|{d})] {a}'))).toEqual(['a', 'c', 'd', 'a']);
});

test('expand() refuses a slot that does not exist', () => {
  expect(() => texts('{nothing}')).toThrow(RangeError);
});

test('expand() names one bank in one text', () => {
  const twice = texts('{bank}|{bank}'.replace('|', ' = '));
  expect(twice.every((text) => text.split(' = ')[0] === text.split(' = ')[1])).toBe(true);
});
