import { z } from 'zod';
import type { ConversationQuality, QualityMeter } from '../../../app/measure-quality.js';
import type { ReadThresholdCurve } from '../../../app/read-threshold-curve.js';
import { pageAs, pageFields, readPage } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation, type Shown } from '../operation.js';
import * as schemas from '../schemas.js';

export interface ConversationsDependencies {
  readonly quality: QualityMeter;
  readonly readThresholdCurve: ReadThresholdCurve;
}

/** `GET /conversations`, `GET /conversations/:channel/:id`, and its curve. */
export function conversationOperations(dependencies: ConversationsDependencies): readonly Operation[] {
  return [list(dependencies), show(dependencies), curve(dependencies)];
}

export const ConversationPath = z.object({ channel: schemas.ChannelName, id: schemas.ConversationId });
export const CONVERSATION_EXAMPLE = { channel: 'sms', id: '+15005550006' };

const Share = z
  .object({ value: z.number(), low: z.number(), high: z.number(), count: z.int(), of: z.int() })
  .meta({ id: 'Share', description: '"count" of "of", with the 95 % interval of Wilson' });

const Outcome = z
  .object({
    threshold: z.number(),
    spam: z.int().meta({ description: 'Of the last scored messages: called spam' }),
    unsure: z.int().meta({ description: 'Of the last scored messages: listed for review' }),
    wronglyCalled: z.int().meta({ description: 'Of the decided ham: called spam' }),
    caught: z.int().meta({ description: 'Of the decided spam: called spam' }),
  })
  .meta({ id: 'ThresholdOutcome' });

const Suggestion = z.union([
  z.object({ kind: z.literal('missing'), missing: z.string() }),
  z.object({ kind: z.enum(['change', 'keep']), now: Outcome, then: Outcome, triedOn: z.int() }),
]);

const Decided = z.object({ spam: z.int(), ham: z.int() });

const Conversation = z
  .object({
    channel: schemas.ChannelName,
    id: z.string(),
    messages: z.int(),
    spam: z.int(),
    unsure: z.int(),
    decided: Decided,
    precision: Share.nullable(),
    recall: Share.extend({ isUpperBound: z.literal(true) })
      .meta({ id: 'RecallShare' })
      .nullable(),
    threshold: z.number(),
    suggestion: Suggestion,
  })
  .meta({ id: 'Conversation' });

/** A conversation as every answer of the API shows it. */
function shown({ counts, recall, ...quality }: ConversationQuality): Shown<typeof Conversation> {
  const { channel, id, decided, precision, threshold, suggestion, triedOn } = quality;
  const { messages, spam, unsure } = counts;
  return {
    ...{ channel, id, messages, spam, unsure },
    decided,
    precision,
    // People seldom meet, and so seldom decide about, what was let through.
    recall: recall && { ...recall, isUpperBound: true },
    threshold,
    suggestion: suggestion.kind === 'missing' ? suggestion : { ...suggestion, triedOn },
  };
}

function list({ quality }: ConversationsDependencies): Operation {
  return operation({
    id: 'listConversations',
    method: 'get',
    path: '/conversations',
    tag: 'conversations',
    role: 'viewer',
    summary: 'How good the gate is in each conversation, by what people decided',
    query: z.strictObject({ ...pageFields, channel: schemas.ChannelName.exactOptional() }),
    answers: { 200: { description: 'A page of conversations', body: schemas.pageOf(Conversation) } },
    example: { query: { channel: 'sms' } },
    handle: async ({ query }) => ({
      status: 200,
      body: pageAs(await readPage(() => quality.list(query)), shown),
    }),
  });
}

const UNKNOWN = 'There is no message of such a conversation';

function show({ quality }: ConversationsDependencies): Operation {
  return operation({
    id: 'readConversation',
    method: 'get',
    path: '/conversations/{channel}/{id}',
    tag: 'conversations',
    role: 'viewer',
    summary: 'One conversation, with a suggested threshold',
    params: ConversationPath,
    unknown: UNKNOWN,
    answers: { 200: { description: 'The conversation', body: Conversation } },
    problems: { 404: UNKNOWN },
    example: { params: CONVERSATION_EXAMPLE },
    handle: async ({ params }) => {
      const found = await quality.read(params);
      if (found === null) throw new Problem(404, UNKNOWN);
      return { status: 200, body: shown(found) };
    },
  });
}

const Curve = z
  .object({
    now: Outcome,
    points: z.array(Outcome).meta({ description: 'From 0 to 1 in steps of a hundredth' }),
    triedOn: z.int(),
    decided: Decided,
  })
  .meta({ id: 'ThresholdCurve' });

function curve({ readThresholdCurve }: ConversationsDependencies): Operation {
  return operation({
    id: 'readThresholdCurve',
    method: 'get',
    path: '/conversations/{channel}/{id}/curve',
    tag: 'conversations',
    role: 'viewer',
    summary: 'What each threshold would have done, by the last 1,000 scores and decisions',
    params: ConversationPath,
    unknown: UNKNOWN,
    answers: { 200: { description: '101 thresholds', body: Curve } },
    problems: { 404: 'There is no such channel' },
    example: { params: CONVERSATION_EXAMPLE },
    handle: async ({ params }) => ({ status: 200, body: await readThresholdCurve(params) }),
  });
}
