import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { CHANNELS } from '../../../domain/message.js';
import type { ConversationKey } from '../../../domain/store.js';
import { requireRole } from '../../access/require-token.js';
import { pageFields, readPage } from '../../paging.js';
import { parseOrRefuse } from '../../problems.js';
import { sendPage } from '../render.js';
import { changeByForm, changeThreshold } from './change-conversation.js';
import { ConversationList, type ListedConversation } from './conversation-list.js';
import type { ConversationsDependencies } from './conversations-dependencies.js';
import { showConversation, showThreshold } from './show-conversation.js';

/** `/conversations`: what there is, and one of them with its settings, its quality and what other thresholds would do. */
export function createConversationsRouter(dependencies: ConversationsDependencies): Router {
  const router = Router();
  router.get('/', list(dependencies));
  router.get('/:channel/:id', showConversation(dependencies));
  router.get('/:channel/:id/threshold', showThreshold(dependencies));
  router.post('/:channel/:id/settings', requireRole('admin'), changeByForm(dependencies));
  router.post('/:channel/:id/threshold', requireRole('admin'), changeThreshold(dependencies));
  return router;
}

const ListRequest = z.object({
  ...pageFields,
  limit: pageFields.limit.default(25),
  channel: z
    .union([z.literal('').transform(() => null), z.enum(CHANNELS)])
    .nullable()
    .default(null),
});

function list(dependencies: ConversationsDependencies): RequestHandler {
  return async (request, response) => {
    const { channel, limit, after } = parseOrRefuse(ListRequest, request.query);
    const found = await readPage(() =>
      dependencies.store.pageConversations({
        limit,
        ...(channel === null ? {} : { channel }),
        ...(after === undefined ? {} : { after }),
      }),
    );
    const items: ListedConversation[] = [];
    // One after the other: the store has more important things to do.
    for (const conversation of found.items) items.push(await describe(dependencies, conversation));
    sendPage(
      response,
      { title: 'Conversations', page: 'conversations' },
      <ConversationList page={{ items, next: found.next }} channel={channel} isLater={after !== undefined} />,
    );
  };
}

async function describe(
  { store, settings }: ConversationsDependencies,
  { channel, id }: ConversationKey,
): Promise<ListedConversation> {
  const [policy, { items }] = await Promise.all([
    settings.read({ channel, id }),
    store.listMessages({ channel, conversation: id, limit: 1 }),
  ]);
  return { channel, id, policy, lastMessageAt: items[0]?.receivedAt ?? null };
}
