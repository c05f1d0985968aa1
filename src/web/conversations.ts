import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { ConversationQuality, QualityMeter } from '../app/measure-quality.js';
import { CHANNELS, cleanText } from '../domain/message.js';
import { pageFields, readPage } from './paging.js';
import { parseOrRefuse, Problem } from './problems.js';

export interface ConversationsDependencies {
  readonly quality: QualityMeter;
}

const ListRequest = z.strictObject({ ...pageFields, channel: z.enum(CHANNELS).exactOptional() });

const Key = z.object({ channel: z.enum(CHANNELS), id: z.string().max(255).transform(cleanText) });

/** `GET /conversations` and `GET /conversations/:channel/:id`: how good the gate is, by what people decided. */
export function createConversationsRouter({ quality }: ConversationsDependencies): Router {
  const router = Router();
  router.get('/conversations', list(quality));
  router.get('/conversations/:channel/:id', show(quality));
  return router;
}

function list(quality: QualityMeter): RequestHandler {
  return async (request, response) => {
    const query = parseOrRefuse(ListRequest, request.query);
    const { items, next } = await readPage(() => quality.list(query));
    response.json({ items: items.map(toItem), next });
  };
}

function show(quality: QualityMeter): RequestHandler {
  return async (request, response) => {
    const key = Key.safeParse(request.params);
    const found = key.success ? await quality.read(key.data) : null;
    if (found === null) throw new Problem(404, 'There is no message of such a conversation');
    response.json(toItem(found));
  };
}

/** A conversation as every answer of the API shows it. */
function toItem({ counts, recall, ...quality }: ConversationQuality) {
  const { channel, id, decided, precision, threshold, suggestion, triedOn } = quality;
  const { messages, spam, unsure } = counts;
  return {
    channel,
    id,
    messages,
    spam,
    unsure,
    decided,
    precision,
    // People seldom meet, and so seldom decide about, what was let through.
    recall: recall && { ...recall, isUpperBound: true },
    threshold,
    suggestion: suggestion.kind === 'missing' ? suggestion : { ...suggestion, triedOn },
  };
}
