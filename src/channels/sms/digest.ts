import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { textOf } from '../../domain/message.js';
import type { MessageStore, StoredMessage } from '../../domain/store.js';
import type { Performer } from '../../domain/task.js';
import { type Network, post } from '../../post-webhook.js';
import { jsonRequest } from '../../signed-request.js';

export interface DigestPerformerDependencies extends Network {
  readonly url: string;
  /** A Standard Webhooks secret, `whsec_…`. */
  readonly secret: string;
  readonly store: Pick<MessageStore, 'listMessages'>;
}

const Payload = z.object({ version: z.literal(1), since: z.string(), until: z.string() });

const LISTED = 50;
const PAGE = 100;
const SHOWN_CHARACTERS = 100;

/** Posts what text messages of a day still wait in quarantine. A day without any is not worth a message. */
export function createDigestPerformer(dependencies: DigestPerformerDependencies): Performer {
  const signer = new Webhook(dependencies.secret);
  return {
    perform: async ({ payload }) => {
      const parsed = Payload.safeParse(payload);
      if (!parsed.success) return { kind: 'dead', reason: 'the task holds no digest of version 1' };
      const { since, until } = parsed.data;
      const waiting = await listWaiting(dependencies.store, since, until);
      if (waiting.length === 0) return { kind: 'done' };
      const signing = { signer, id: `digest_${until}`, at: dependencies.clock.now() };
      return post(dependencies, jsonRequest(dependencies.url, digestOf(waiting, since, until), signing));
    },
  };
}

/** Newest first. */
async function listWaiting(
  store: DigestPerformerDependencies['store'],
  since: string,
  until: string,
): Promise<readonly StoredMessage[]> {
  const found: StoredMessage[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await store.listMessages({
      channel: 'sms',
      status: 'quarantined',
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.filter(({ receivedAt }) => receivedAt >= since && receivedAt < until));
    const isPast = page.items.some(({ receivedAt }) => receivedAt < since);
    after = isPast ? null : page.next;
  }
  return found;
}

/** `text` is for people, and for chat programs that show it as it is; the rest is for programs. */
function digestOf(waiting: readonly StoredMessage[], since: string, until: string) {
  const listed = waiting.slice(0, LISTED);
  const count = `${waiting.length} text message${waiting.length === 1 ? '' : 's'}`;
  const more = waiting.length > listed.length ? [`and ${waiting.length - listed.length} more`] : [];
  const lines = [
    `${count} held back as spam from ${since} to ${until}. Answer NOTSPAM and the id to let one go.`,
    ...listed.map(({ id, sender, ...message }) => `${id}  ${sender.id}: ${shorten(textOf(message))}`),
    ...more,
  ];
  return {
    version: 1,
    type: 'digest.daily',
    since,
    until,
    count: waiting.length,
    text: lines.join('\n'),
    items: listed.map((message) => ({
      id: message.id,
      conversation: message.conversation,
      sender: message.sender.id,
      text: textOf(message),
      score: message.verdict.score,
      gateway: message.gateway,
      receivedAt: message.receivedAt,
    })),
  };
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : line;
}
