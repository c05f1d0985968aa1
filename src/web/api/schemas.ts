import { z } from 'zod';
import { ROLES } from '../../domain/access.js';
import { CORRECTION_ROLES, CORRECTION_SOURCES, LABELS } from '../../domain/correction.js';
import { ATTACHMENT_KINDS, CHANNELS, cleanText, SURFACE_KINDS } from '../../domain/message.js';
import type { MessageStatus } from '../../domain/store.js';
import { type Action, type Band, type Reason, REASON_TEXT } from '../../domain/verdict.js';

/** What requests and answers are made of. Those with an id are named in the document. */

export const Time = z.string().meta({ format: 'date-time', description: 'ISO 8601, in UTC' });
export const ChannelName = z.enum(CHANNELS);
export const LabelName = z.enum(LABELS);
export const RoleName = z.enum(ROLES);
export const StatusName = z.enum([
  'accepted',
  'quarantined',
  'released',
  'confirmed',
] as const satisfies readonly MessageStatus[]);
export const BandName = z.enum(['ham', 'unsure', 'spam'] as const satisfies readonly Band[]);
const ActionName = z.enum([
  'accept',
  'observe',
  'reply',
  'quarantine',
  'restrict',
  'ban',
] as const satisfies readonly Action[]);
const ReasonName = z.enum(Object.keys(REASON_TEXT) as [Reason, ...Reason[]]);

/** What people and programs write, made safe to keep or to look for. */
export const words = (most: number) => z.string().max(most).transform(cleanText);
/** The gate's id of a message or a correction. */
export const Id = words(100);
export const ConversationId = words(255);

export const ById = z.object({ id: Id });

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'For "after"; null on the last page' }),
  });

export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    requestId: z.string().optional().describe('The log names it'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

const score = z
  .number()
  .nullable()
  .meta({ description: 'The probability of spam, 0 to 1; null where nothing was scored' });

export const Verdict = z
  .object({
    score,
    band: BandName,
    action: ActionName,
    reasons: z.array(ReasonName),
    model: z.string(),
  })
  .meta({ id: 'Verdict' });

export const Message = z
  .object({
    id: z.string().meta({ description: 'Made by the gate' }),
    channel: ChannelName,
    conversation: z.string(),
    messageId: z.string().meta({ description: 'As the channel knows it' }),
    revision: z.int(),
    sender: z.object({
      id: z
        .string()
        .meta({ description: 'As the channel knows him, or a hash where that is needed no more' }),
      name: z.string(),
    }),
    text: z.string(),
    unscored: z.array(z.string()).meta({ description: 'Kinds of content that could not be read' }),
    attachments: z.array(z.object({ kind: z.enum(ATTACHMENT_KINDS), content: z.string() })),
    gateway: z.string().nullable(),
    score,
    band: BandName,
    action: ActionName,
    reasons: z.array(ReasonName),
    model: z.string(),
    status: StatusName,
    isWithheld: z.boolean(),
    receivedAt: Time,
  })
  .meta({ id: 'Message' });

const ConversationRef = z.object({ channel: ChannelName, id: z.string() });

export const Correction = z
  .object({
    id: z.string(),
    messageId: z.string().nullable(),
    text: z.string(),
    label: LabelName,
    author: z.string(),
    role: z.enum(CORRECTION_ROLES),
    source: z.enum(CORRECTION_SOURCES),
    conversation: ConversationRef.nullable(),
    score,
    model: z.string().nullable(),
    createdAt: Time,
    withdrawnAt: Time.nullable(),
  })
  .meta({ id: 'Correction' });

export const Contradiction = z
  .object({
    fingerprint: z.string(),
    text: z.string(),
    inForce: z.array(
      z.object({ conversation: ConversationRef.nullable(), label: LabelName, correctionId: z.string() }),
    ),
    corrections: z.array(Correction),
  })
  .meta({ id: 'Contradiction' });

export const Explanation = z
  .object({
    parts: z.array(z.object({ text: z.string(), start: z.int(), end: z.int(), logOdds: z.number() })).meta({
      description: 'Pieces of the text, with UTF-16 offsets, and what each adds to the log odds of spam',
    }),
    rest: z.number().meta({ description: 'What no piece stands for, in log odds' }),
    normalised: z
      .string()
      .nullable()
      .meta({ description: 'What the model read, where that is something else' }),
    isExact: z.boolean().meta({ description: 'The parts and the rest add up to the log odds of the score' }),
  })
  .meta({ id: 'Explanation' });

/** Of requests: surface after surface. */
export const Surface = z.strictObject({ kind: z.enum(SURFACE_KINDS), text: z.string() });
