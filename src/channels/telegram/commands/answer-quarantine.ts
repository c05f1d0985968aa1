import { textOf } from '../../../domain/message.js';
import { isPrivateChat } from '../actions.js';
import { listButtons } from './buttons.js';
import {
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  refusal,
  say,
} from './command-context.js';

const LISTED = 10;

/** `/quarantine`: the last ten with buttons. In a group nothing is shown of their texts. */
export async function answerQuarantine(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { chat, subject, texts } = context;
  const refused = await refusal(dependencies, context);
  if (refused !== null) return say(refused);
  const { items } = await dependencies.store.listMessages({
    channel: 'telegram',
    conversation: subject,
    status: 'quarantined',
    limit: LISTED,
  });
  if (items.length === 0) return say(texts.QUARANTINE_EMPTY);
  const lines = items.map((message, i) =>
    texts.quarantineLine(message, { number: i + 1, text: chat === subject ? null : textOf(message) }),
  );
  return {
    ...say([texts.quarantineHead(items.length), ...lines].join('\n')),
    // In a private chat nobody is an administrator who could press them.
    buttons: isPrivateChat(subject) ? [] : listButtons(items, texts),
  };
}
