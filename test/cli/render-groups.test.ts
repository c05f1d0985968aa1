import { renderGroups } from '../../src/cli/render-groups.js';
import { measureBy } from '../../src/training/measure-by.js';

test('renderGroups() aligns names to the left and numbers to the right', () => {
  const ham = Array.from({ length: 12 }, () => ({ value: 'bare-links', isSpam: false, score: 0.125 }));
  const groups = measureBy([...ham, { value: '', isSpam: true, score: 0 }], 0.5);
  expect(renderGroups(groups, 'genre').split('\n')).toEqual([
    'genre       rows  spam  ham  called spam  ham called spam  spam missed  error rate  mean score',
    '(empty)        1     1    0            0                0            1     100.0 %      0.0000',
    'bare-links    12     0   12            0                0            0       0.0 %      0.1250',
    '',
  ]);
});

test('renderGroups() keeps a value with line breaks on one line', () => {
  const groups = measureBy([{ value: 'two\nlines\tmore', isSpam: false, score: 0 }], 0.5);
  expect(renderGroups(groups, 'genre')).toMatch(/\ntwo lines more +1 .*\n$/);
});
