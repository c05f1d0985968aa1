import type { PatternNode } from './pattern.js';
import { pick } from './choose.js';
import { type FillContext, SLOTS } from './slots.js';

/** One text of the pattern. Throws a RangeError for a slot that does not exist. */
export function expand(nodes: readonly PatternNode[], context: FillContext): string {
  return nodes.map((node) => expandNode(node, context)).join('');
}

/** What left-out parts leave behind: double blanks, blanks before a comma or at the ends. */
export function tidy(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ +([,.;](?:\s|$))/g, '$1')
    .replace(/ *\n */g, '\n')
    .trim();
}

function expandNode(node: PatternNode, context: FillContext): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'slot':
      return fill(node.name, context);
    case 'choice':
      return expand(pick(node.options, context.random), context);
  }
}

function fill(name: string, context: FillContext): string {
  const filler = SLOTS[name];
  if (filler === undefined) throw new RangeError(`Cannot fill the slot {${name}}: there is no such slot`);
  return filler(context);
}
