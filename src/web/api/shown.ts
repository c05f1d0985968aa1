import { textOf } from '../../domain/message.js';
import type { StoredMessage } from '../../domain/store.js';
import type { Shown } from './operation.js';
import type * as schemas from './schemas.js';

/** A message as every answer of the API shows it. */
export function shownMessage(message: StoredMessage): Shown<typeof schemas.Message> {
  const { score, band, action, reasons, model } = message.verdict;
  return {
    id: message.id,
    channel: message.channel,
    conversation: message.conversation,
    messageId: message.messageId,
    revision: message.revision,
    sender: { id: message.sender.id, name: message.sender.name },
    text: textOf(message),
    unscored: message.unscored,
    attachments: message.attachments,
    gateway: message.gateway,
    score,
    band,
    action,
    reasons,
    model,
    status: message.status,
    isWithheld: message.isWithheld,
    receivedAt: message.receivedAt,
  };
}
