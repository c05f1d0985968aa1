import { z } from 'zod';
import type { Message } from '../../domain/message.js';
import { ConversationId, Surface, words } from './schemas.js';

const MOST_SURFACES = 100;

/** What `POST /v1/messages` takes. */
export const NewMessage = z
  .strictObject({
    conversation: ConversationId.refine((id) => id !== '', { error: 'must not be empty' }),
    messageId: words(255).refine((id) => id !== '', { error: 'must not be empty' }),
    revision: z.int().min(0).default(0).meta({ description: 'Of an edit: a number that grows with each' }),
    sender: z.strictObject({
      id: words(255).refine((id) => id !== '', { error: 'must not be empty' }),
      name: words(255).optional(),
      role: z
        .enum(['admin', 'exempt', 'member'])
        .default('member')
        .meta({ description: 'Administrators and exempt senders are accepted unseen' }),
    }),
    text: z.string().optional(),
    surfaces: z
      .array(Surface)
      .max(MOST_SURFACES)
      .optional()
      .meta({ description: 'Instead of a text: every part that shows some' }),
    unscored: z
      .array(words(50))
      .max(20)
      .default([])
      .meta({ description: 'Kinds of content that carry something nobody can read here: "photo"' }),
    receivedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ pattern: undefined, description: 'Not given, or later than now: now' }),
  })
  .refine(({ text, surfaces }) => (text === undefined) !== (surfaces === undefined), {
    error: 'Give exactly one of "text" and "surfaces"',
  });

export function arrivedMessage(given: z.output<typeof NewMessage>, now: Date): Message {
  const { conversation, messageId, revision, sender, text, surfaces, unscored, receivedAt } = given;
  const at = receivedAt === undefined ? now : new Date(receivedAt);
  return {
    channel: 'api',
    conversation,
    messageId,
    revision,
    sender: { id: sender.id, name: sender.name ?? sender.id, role: sender.role },
    surfaces: surfaces ?? surfacesOf(text ?? ''),
    unscored,
    attachments: [],
    gateway: null,
    signals: [],
    // A clock that runs ahead must not keep a message longer than it may be kept.
    receivedAt: (at > now ? now : at).toISOString(),
  };
}

const surfacesOf = (text: string): Message['surfaces'] => (text === '' ? [] : [{ kind: 'body', text }]);
