import type { Random } from '../random.js';
import type { Attack, Transform } from './attack.js';
import { pick, wholeBetween } from './choose.js';

/** Nobody reads on through more than this, in characters (UTF-16 units). */
const LONGEST_PADDING = 400;

/**
 * The attacks that put harmless texts around the spam, which draw from `ham`. Throws a `RangeError` when there is none.
 */
export function createPaddingAttacks(ham: readonly string[]): readonly Attack[] {
  const spare = ham.find((text) => text.trim() !== '');
  if (spare === undefined) throw new RangeError('Cannot make padding: there is no ham');
  const padWith =
    (place: (text: string, padding: string) => string): Transform =>
    (text, random) =>
      text === '' ? '' : place(text, drawPadding(ham, random) ?? cutAtWord(spare));
  return [
    {
      name: 'ham-before',
      description: 'One to three harmless messages before the spam',
      kind: 'padding',
      transform: padWith((text, padding) => `${padding}\n${text}`),
    },
    {
      name: 'ham-after',
      description: 'One to three harmless messages after the spam',
      kind: 'padding',
      transform: padWith((text, padding) => `${text}\n${padding}`),
    },
    {
      name: 'quoted-ham',
      description: 'The spam as an answer below a quoted harmless message',
      kind: 'padding',
      transform: padWith((text, padding) => `${padding.replaceAll(/^/gm, '> ')}\n\n${text}`),
    },
  ];
}

/** Null where only blank texts were drawn. */
function drawPadding(ham: readonly string[], random: Random): string | null {
  const drawn = Array.from({ length: wholeBetween([1, 3], random) }, () => pick(ham, random).trim());
  const texts = drawn.filter((text) => text !== '');
  return texts.length === 0 ? null : cutAtWord(texts.join(pick([' ', '\n'], random)));
}

function cutAtWord(text: string): string {
  if (text.length <= LONGEST_PADDING) return text;
  const end = text.lastIndexOf(' ', LONGEST_PADDING);
  return text.slice(0, end > 0 ? end : LONGEST_PADDING).toWellFormed();
}
