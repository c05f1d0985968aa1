import { nearDuplicateKey } from '../../src/training/near-duplicates.js';

test.each([
  ['case', 'WIN Cash', 'win cash'],
  ['digits', 'call 0800-123', 'call 0900-456'],
  ['punctuation', 'win!!! cash?', 'win, cash'],
  ['white space', ' win\n\tcash ', 'win cash'],
  ['currencies', 'win £100', 'win $200'],
])('nearDuplicateKey() is the same for texts that differ in %s', (_, one, other) => {
  expect(nearDuplicateKey(one)).toBe(nearDuplicateKey(other));
});

test.each([
  ['words', 'win cash', 'win a cash'],
  ['the number of digits', 'win 10', 'win 100'],
  ['emoji', '😀', '😡'],
])('nearDuplicateKey() is another for texts that differ in %s', (_, one, other) => {
  expect(nearDuplicateKey(one)).not.toBe(nearDuplicateKey(other));
});
