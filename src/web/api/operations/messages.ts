import type { Logger } from 'pino';
import { z } from 'zod';
import type { FilterMessage, FilterOutcome } from '../../../app/filter-message.js';
import type { Clock } from '../../../domain/clock.js';
import type { Explain } from '../../../domain/explanation.js';
import type { Store } from '../../../domain/store.js';
import { REASON_TEXT } from '../../../domain/verdict.js';
import { textOf } from '../../../domain/message.js';
import { pageAs, pageFields, readPage } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import { arrivedMessage, NewMessage } from '../new-message.js';
import { filterFields, stateFields } from '../message-filter.js';
import * as schemas from '../schemas.js';
import { shownMessage } from '../shown.js';

export interface MessagesDependencies {
  readonly store: Pick<Store, 'listMessages' | 'findMessage' | 'listCorrections'>;
  readonly filter: FilterMessage;
  /** By the model that decides at this moment, which need not be the one that scored. */
  readonly explain: Explain;
  readonly currentModel: () => string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MessageDetails = z
  .object({
    message: schemas.Message,
    reasons: z.array(z.string()).meta({ description: 'The reasons in words' }),
    explanation: schemas.Explanation.extend({
      model: z.string().meta({ description: 'The model that explains: the current one' }),
    }),
    decisions: z
      .array(schemas.Correction)
      .meta({ description: 'What people said about it, the last first; those that were withdrawn, too' }),
  })
  .meta({ id: 'MessageDetails' });

const Added = schemas.Message.extend({
  isRepeat: z.boolean().meta({ description: 'It was here before: this is the verdict of then' }),
}).meta({ id: 'AddedMessage' });

/** `GET`, `POST /messages`, `GET /messages/:id`. */
export function messageOperations(dependencies: MessagesDependencies): readonly Operation[] {
  return [listMessages(dependencies), readMessage(dependencies), addMessage(dependencies)];
}

function listMessages({ store }: MessagesDependencies): Operation {
  return operation({
    id: 'listMessages',
    method: 'get',
    path: '/messages',
    tag: 'messages',
    role: 'viewer',
    summary: 'What arrived, newest first',
    description:
      'A page may hold fewer items than asked for, or none, while "next" says where to go on: it looks through a bounded number of messages.',
    query: z.strictObject({ ...pageFields, ...filterFields, ...stateFields }),
    answers: { 200: { description: 'A page of messages', body: schemas.pageOf(schemas.Message) } },
    example: { query: { channel: 'sms', status: 'quarantined', limit: '10' } },
    handle: async ({ query }) => ({
      status: 200,
      body: pageAs(await readPage(() => store.listMessages(query)), shownMessage),
    }),
  });
}

/** So many people seldom decide about one message. */
const MOST_DECISIONS = 50;

function readMessage({ store, explain, currentModel }: MessagesDependencies): Operation {
  return operation({
    id: 'readMessage',
    method: 'get',
    path: '/messages/{id}',
    tag: 'messages',
    role: 'viewer',
    summary: 'One message: why it was judged so, and what people said about it',
    params: schemas.ById,
    answers: { 200: { description: 'The message', body: MessageDetails } },
    problems: { 404: 'There is no message with this id' },
    example: { params: { id: 'M0000000001' } },
    handle: async ({ params: { id } }) => {
      const message = await store.findMessage(id);
      if (message === null) throw new Problem(404, `There is no message with the id "${id}"`);
      const { items } = await store.listCorrections({ limit: MOST_DECISIONS, messageId: id });
      return {
        status: 200,
        body: {
          message: shownMessage(message),
          reasons: message.verdict.reasons.map((reason) => REASON_TEXT[reason]),
          explanation: { ...explain(textOf(message)), model: currentModel() },
          decisions: items,
        },
      };
    },
  });
}

function addMessage({ filter, clock, logger }: MessagesDependencies): Operation {
  const description =
    'The channel "api", for any other chat system. Nothing is done about the message but to keep it: the caller acts on the ' +
    'verdict, and hears of later decisions by events. The same conversation, messageId and revision again is answered alike.';
  return operation({
    id: 'addMessage',
    method: 'post',
    path: '/messages',
    tag: 'messages',
    role: 'moderator',
    summary: 'Has a message judged and kept',
    description,
    body: NewMessage,
    answers: {
      201: { description: 'It was judged and kept', body: Added },
      200: { description: 'It had been judged before', body: Added },
    },
    example: {
      body: {
        conversation: 'forum/general',
        messageId: '4711',
        sender: { id: 'user-42', name: 'Ann' },
        text: 'Win a free prize now! Text WIN to 80082',
      },
    },
    handle: async ({ body }) => {
      const startedAt = clock.now();
      const outcome = await filter(arrivedMessage(body, startedAt));
      logOutcome(logger, outcome, clock.now().getTime() - startedAt.getTime());
      const { message, isRepeat } = outcome;
      return { status: isRepeat ? 200 : 201, body: { ...shownMessage(message), isRepeat } };
    },
  });
}

function logOutcome(logger: Logger, { message, isRepeat, fault }: FilterOutcome, ms: number): void {
  const { id, channel, conversation, messageId, unscored, verdict } = message;
  const ids = { id, channel, conversation, messageId };
  if (fault !== null) logger.error({ err: fault, ...ids }, 'scoring failed');
  const { score, action, reasons, model } = verdict;
  logger.info({ ...ids, score, action, reasons, model, unscored, isRepeat, ms }, 'message');
}
