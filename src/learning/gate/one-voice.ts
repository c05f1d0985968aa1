import type { Lesson } from '../lessons.js';
import type { Check } from './decide-promotion.js';
import type { Paired } from './paired.js';

/** After the first one the copies pass in their conversation anyway: nobody has a reason to release so many. */
const MOST_COPIES = 20;

/**
 * Whoever wants a campaign to pass everywhere calls copy after copy of it ham in a group of his own. Where the written list
 * has nothing like it no other check sees that, so one person alone may not overrule the current model about so many
 * copies of one text. `mustPass` has the released lessons.
 */
export function checkOneVoice(lessons: readonly Lesson[], mustPass: readonly Paired[]): Check {
  const overruled = new Set(mustPass.filter(({ current }) => current.isSpam).map(({ id }) => id));
  const groups = new Map<number, Lesson[]>();
  for (const lesson of lessons) {
    if (lesson.label !== 'ham' || !overruled.has(lesson.id)) continue;
    groups.set(lesson.group, [...(groups.get(lesson.group) ?? []), lesson]);
  }
  const floods = [...groups.values()].filter(
    (group) => group.length > MOST_COPIES && new Set(group.map(({ author }) => author)).size === 1,
  );
  const allowed = `${MOST_COPIES} are allowed`;
  return {
    name: 'one-voice',
    isPassed: floods.length === 0,
    text:
      floods.length === 0
        ? `nobody alone releases many copies of one text against the current model, ${allowed}`
        : floods
            .map(
              ([first, ...others]) =>
                `${first?.author ?? ''} alone releases ${others.length + 1} copies of one text that the current model calls spam, ${allowed}: another administrator has to release one, too, or they have to be withdrawn`,
            )
            .join('; '),
  };
}
