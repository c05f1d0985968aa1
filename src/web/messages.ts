import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { RecordCorrection } from '../app/record-correction.js';
import type { Label } from '../domain/correction.js';
import { CHANNELS, cleanText, textOf } from '../domain/message.js';
import type { MessageQuery, MessageStore, StoredMessage } from '../domain/store.js';
import { pageFields, readPage } from './paging.js';
import { parseOrRefuse, Problem } from './problems.js';

export interface MessageDependencies {
  readonly store: MessageStore;
  readonly recordCorrection: RecordCorrection;
  readonly newId: () => string;
}

const ListRequest = z.strictObject({
  ...pageFields,
  channel: z.enum(CHANNELS).exactOptional(),
  conversation: z.string().max(255).transform(cleanText).exactOptional(),
});

const MessageId = z.object({ id: z.string().max(100).transform(cleanText) });

/** `GET /messages`, `GET /quarantine`, `POST /quarantine/:id/release` and `…/confirm`. */
export function createMessagesRouter(dependencies: MessageDependencies): Router {
  const router = Router();
  router.get('/messages', list(dependencies.store, {}));
  router.get('/quarantine', list(dependencies.store, { status: 'quarantined' }));
  router.post('/quarantine/:id/release', answerAs(dependencies, 'ham'));
  router.post('/quarantine/:id/confirm', answerAs(dependencies, 'spam'));
  return router;
}

function list(store: MessageStore, fixed: Partial<MessageQuery>): RequestHandler {
  return async (request, response) => {
    const query = { ...parseOrRefuse(ListRequest, request.query), ...fixed };
    const { items, next } = await readPage(() => store.listMessages(query));
    response.json({ items: items.map(toItem), next });
  };
}

/** A person's answer about a message; giving the same one twice changes nothing and is answered alike. */
function answerAs({ recordCorrection, newId }: MessageDependencies, label: Label): RequestHandler {
  return async (request, response) => {
    const { id } = parseOrRefuse(MessageId, request.params);
    const outcome = await recordCorrection({
      correctionId: newId(),
      label,
      author: 'api',
      role: 'admin',
      source: 'api',
      about: { messageId: id },
    });
    if (outcome.kind === 'unknown-message' || outcome.message === null)
      throw new Problem(404, `There is no message with the id "${id}"`);
    response.json(toItem(outcome.message));
  };
}

/** A message as every answer of the API shows it. */
function toItem(message: StoredMessage) {
  const { score, band, action, reasons, model } = message.verdict;
  return {
    id: message.id,
    channel: message.channel,
    conversation: message.conversation,
    messageId: message.messageId,
    revision: message.revision,
    sender: { id: message.sender.id, name: message.sender.name },
    text: textOf(message),
    score,
    band,
    action,
    status: message.status,
    reasons,
    model,
    receivedAt: message.receivedAt,
  };
}
