import { z } from 'zod';
import type { MessageQuery } from '../../../domain/browsing.js';
import { CHANNELS, cleanText } from '../../../domain/message.js';
import type { MessageStatus } from '../../../domain/stored-message.js';
import type { Band } from '../../../domain/verdict.js';
import { parseOrRefuse } from '../../problems.js';

export const BANDS = ['spam', 'unsure', 'ham'] as const satisfies readonly Band[];
export const STATUSES = [
  'accepted',
  'quarantined',
  'released',
  'confirmed',
] as const satisfies readonly MessageStatus[];

const word = (most: number) => z.string().max(most).transform(cleanText).exactOptional();
const score = z
  .string()
  .regex(/^(?:0?[.]\d+|[01](?:[.]0*)?)$/, { error: 'a score is a number from 0 to 1' })
  .transform(Number)
  .exactOptional();
const day = z.iso.date({ error: 'a day is written as 2026-01-31' }).exactOptional();

/** What a form of filters sends; what is empty was not filled in. */
const Fields = z
  .object({
    channel: z.enum(CHANNELS).exactOptional(),
    conversation: word(255),
    status: z.enum(STATUSES).exactOptional(),
    band: z.enum(BANDS).exactOptional(),
    fromScore: score,
    toScore: score,
    search: word(255),
    sender: word(255),
    from: day,
    to: day,
    after: word(500),
  })
  .readonly();

type FieldName = keyof z.input<typeof Fields>;

export interface ReadFilter {
  readonly filter: Omit<MessageQuery, 'limit'>;
  /** As it was filled in, without the place in the list: for the form itself, and for links to the same list. */
  readonly filled: Readonly<Record<string, string>>;
}

/** Of the fields that a page has; what else is in the address is not looked at. Refuses what makes no sense. */
export function readFilter(query: unknown, names: readonly FieldName[]): ReadFilter {
  const given = z.record(z.string(), z.unknown()).parse(query);
  const entries = [...names, 'after' as const].flatMap((name) => {
    const value = given[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const { from, to, ...others } = parseOrRefuse(Fields, Object.fromEntries(entries));
  const filled = entries.flatMap(([name, value]) =>
    name === 'after' || typeof value !== 'string' ? [] : [[name, value]],
  );
  return {
    filter: {
      ...others,
      ...(from === undefined ? {} : { from: midnight(from, 0) }),
      // The day itself is meant, too.
      ...(to === undefined ? {} : { to: midnight(to, 1) }),
    },
    filled: Object.fromEntries(filled) as Readonly<Record<string, string>>,
  };
}

function midnight(day: string, later: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + later * 86_400_000).toISOString();
}
