import { z } from 'zod';
import { cleanText } from '../../../domain/message.js';
import { LABELS } from '../../../domain/correction.js';
import { parseOrRefuse } from '../../problems.js';
import { MOST_AT_ONCE } from './decide.js';

const Id = z.string().min(1).max(100).transform(cleanText);
const Kind = z.enum(['quarantined', 'unsure']).catch('quarantined');
/** Nowhere but to the list and its filters. */
const Back = z
  .string()
  .regex(/^[/]quarantine(?:[?][^\s\\]*)?$/)
  .catch('/quarantine');

/** A form has one field of a name, or several. */
const Ids = z
  .union([z.array(z.string()), z.string().transform((one) => [one])], { error: 'select a message first' })
  .pipe(z.array(Id).min(1).max(MOST_AT_ONCE))
  .transform((ids) => [...new Set(ids)]);

const Several = z.object({ id: Ids, kind: Kind, back: Back });

const Answer = Several.extend({
  label: z.enum(LABELS),
  /** The message alone, without what is like it. */
  alone: z.literal('yes').exactOptional(),
});

const Copies = z.object({ kind: Kind, back: Back });

export const readAnswer = (body: unknown) => parseOrRefuse(Answer, body ?? {});
export const readUndo = (body: unknown) => parseOrRefuse(Several, body ?? {});
export const readCopiesQuery = (query: unknown) => parseOrRefuse(Copies, query);
export const readId = (parameters: unknown) => parseOrRefuse(z.object({ id: Id }), parameters).id;
export const readKind = (query: unknown) => parseOrRefuse(z.object({ kind: Kind }), query).kind;

/** Ids in an address, between dots: what the last request came to. */
const Result = z.object({
  ids: z
    .string()
    .max(8_000)
    .transform((text) =>
      text
        .split('.')
        .filter((id) => id !== '')
        .slice(0, MOST_AT_ONCE),
    )
    .pipe(z.array(Id))
    .catch([]),
  late: z.coerce.number().int().min(0).max(MOST_AT_ONCE).catch(0),
  out: z.coerce.number().int().min(0).max(MOST_AT_ONCE).catch(0),
  cut: z.enum(['yes', 'no']).catch('no'),
});
export type Result = z.output<typeof Result>;

export const readResult = (query: unknown): Result => Result.parse(query);

/** The list again, with what the request came to. */
export function withResult(back: string, result: Partial<Omit<Result, 'ids'>> & Pick<Result, 'ids'>): string {
  const [path = '', query = ''] = back.split('?');
  const parameters = new URLSearchParams(query);
  for (const name of ['ids', 'late', 'out', 'cut']) parameters.delete(name);
  parameters.set('ids', result.ids.join('.'));
  if ((result.late ?? 0) > 0) parameters.set('late', String(result.late));
  if ((result.out ?? 0) > 0) parameters.set('out', String(result.out));
  if (result.cut === 'yes') parameters.set('cut', result.cut);
  return `${path}?${parameters.toString()}`;
}
