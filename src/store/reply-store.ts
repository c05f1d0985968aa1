import type { ReplyStore } from '../domain/store.js';
import type { HashSender } from './hash-sender.js';
import type { Queries } from './tables.js';

export function createReplyStore(db: Queries, hashSender: HashSender): ReplyStore {
  return {
    claimReply: async ({ sender, messageId, now, since }) => {
      const id = hashSender('sms', sender);
      await db
        .insertInto('spam_replies')
        .values({ sender: id, message_id: messageId, replied_at: now })
        .onConflict((conflict) =>
          conflict
            .column('sender')
            .doUpdateSet({ message_id: messageId, replied_at: now })
            .where('spam_replies.replied_at', '<', since),
        )
        .execute();
      // Whoever came first has the claim, however many processes asked.
      const row = await db
        .selectFrom('spam_replies')
        .select('message_id')
        .where('sender', '=', id)
        .executeTakeFirst();
      return row?.message_id === messageId;
    },
  };
}
