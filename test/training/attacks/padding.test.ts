import { createPaddingAttacks } from '../../../src/training/attacks/padding.js';
import { createRandom } from '../../../src/training/random.js';

const HAM = ['see you', 'at lunch', ' '];
const SEEDS = Array.from({ length: 40 }, (_, i) => i);
const SPAM = 'Win cash\nnow';

test.each([
  ['ham-before', /^(see you|at lunch)([ \n](see you|at lunch)){0,2}\nWin cash\nnow$/],
  ['ham-after', /^Win cash\nnow\n(see you|at lunch)([ \n](see you|at lunch)){0,2}$/],
  ['quoted-ham', /^> (see you|at lunch)(( |\n> )(see you|at lunch)){0,2}\n\nWin cash\nnow$/],
])('%s puts one to three ham texts at its place', (name, expected) => {
  const attack = createPaddingAttacks(HAM).find((one) => one.name === name);
  for (const seed of SEEDS) expect(attack?.transform(SPAM, createRandom(seed, 'shuffle'))).toMatch(expected);
});

test('createPaddingAttacks() cuts long ham, between words where it can', () => {
  const [before] = createPaddingAttacks(['lorem ipsum '.repeat(100)]);
  const padded = before?.transform('X', createRandom(1, 'shuffle')) ?? '';
  expect(padded.length).toBeLessThanOrEqual(402);
  expect(padded).toMatch(/(lorem|ipsum)\nX$/);
});

test.each([[[]], [['', ' \n']]])('createPaddingAttacks() refuses %j', (ham) => {
  expect(() => createPaddingAttacks(ham)).toThrow(new RangeError('Cannot make padding: there is no ham'));
});
