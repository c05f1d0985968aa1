import { alarmsOf, influenceOf } from '../../../src/learning/gate/influence.js';
import { pairs } from '../some-pairs.js';

const OLD = { current: false, candidate: false };
const NEW = { current: false, candidate: true };

test('influenceOf() counts the verdicts that would be others without the author', () => {
  const withAll = [...pairs(6, NEW), ...pairs(94, OLD)];
  expect(influenceOf({ author: 'Bea', lessons: 12 }, withAll, pairs(100, OLD))).toEqual({
    author: 'Bea',
    lessons: 12,
    moved: 6,
    messages: 100,
  });
  expect(influenceOf({ author: 'Bea', lessons: 12 }, withAll, withAll).moved).toBe(0);
});

test.each([
  [4, 100, false],
  [5, 100, true],
  [5, 1000, true],
  [9, 2000, false],
  [10, 2000, true],
])('alarmsOf() of %d moved verdicts in %d: %s', (moved, messages, isAlarm) => {
  const alarms = alarmsOf([{ author: 'Bea', lessons: 12, moved, messages }]);
  expect(alarms).toHaveLength(isAlarm ? 1 : 0);
  expect(alarms.join()).toContain(isAlarm ? `Bea alone moves ${moved} of ${messages} verdicts` : '');
});
