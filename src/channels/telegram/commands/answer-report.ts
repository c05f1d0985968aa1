import { textOf } from '../../../domain/message.js';
import { hashedSender } from '../../../domain/privacy.js';
import type { StoredMessage } from '../../../domain/store.js';
import { keyOf } from '../../../domain/task.js';
import { isTrusted } from '../../../domain/trust.js';
import { isPrivateChat } from '../actions.js';
import { cardButtons } from './buttons.js';
import {
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  say,
  sayAbout,
} from './command-context.js';
import { findTarget, writerOf } from './find-target.js';
import { truncateText } from '../split-text.js';
import { telegramTask } from '../telegram-task.js';

/** Reports of one member in an hour; somebody who is angry reports everything. */
const MOST_REPORTS = 5;
const WINDOW_MS = 3_600_000;
const TEXT_LIMIT = 3000;

/** `/report`: a member who is no newcomer shows a message to the administrators. It is no label; they decide. */
export async function answerReport(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { author, chat, texts } = context;
  const target = await findTarget(dependencies, context);
  if (target.kind !== 'message' || target.message.conversation !== chat || isPrivateChat(chat))
    return say(texts.REPORT_USAGE);
  const { message } = target;
  if (message.isWithheld || message.status !== 'accepted') return say(texts.REPORT_ALREADY);
  const refused = await refuseReporter(dependencies, context);
  if (refused !== null) return say(refused);
  const { keyedHash, store } = dependencies;
  await dependencies.recordCorrection({
    correctionId: `telegram:${chat}:${message.id}:report:${hashedSender(keyedHash, 'telegram', author.id)}`,
    label: 'spam',
    author: `telegram:${author.id}`,
    role: 'report',
    source: 'telegram',
    about: { messageId: message.id },
  });
  // The administrators' card has a button that bans him.
  const writer = writerOf(context);
  if (writer !== null) await store.nameSender(message.id, writer);
  const reports = await store.countReports({ messageId: message.id });
  const isEnough = reports >= context.policy.reportsNeeded;
  return {
    ...sayAbout(message, texts.REPORTED),
    tasks: isEnough ? [tellAdmins(message, context, reports)] : [],
  };
}

async function refuseReporter(
  { administrators, clock, store }: CommandDependencies,
  { author, chat, policy, texts }: CommandContext,
): Promise<string | null> {
  if (author.kind === 'anonymous-admin') return null;
  if (author.kind !== 'user') return texts.REPORT_NOT_YET;
  const now = clock.now();
  const since = new Date(now.getTime() - WINDOW_MS).toISOString();
  if ((await store.countReports({ author: `telegram:${author.id}`, since })) >= MOST_REPORTS)
    return texts.REPORT_TOO_MANY;
  const sender = { channel: 'telegram', conversation: chat, id: author.id } as const;
  const record = await store.readSender(sender, policy.trust.messages);
  if (isTrusted(record, policy.trust, now) || (await administrators.has(chat, author.id))) return null;
  return texts.REPORT_NOT_YET;
}

/** One card a message, however many report it. In the group itself the text is not said again. */
function tellAdmins(message: StoredMessage, { policy, texts }: CommandContext, reports: number) {
  const { adminChat } = policy;
  const text = adminChat === null ? '' : truncateText(textOf(message).toWellFormed(), TEXT_LIMIT);
  return telegramTask(
    {
      method: 'sendMessage',
      chatId: adminChat ?? message.conversation,
      text: texts.reported(message, { reports, text }),
      replyTo: adminChat === null ? message.messageId : null,
      buttons: cardButtons(message, texts),
    },
    `${keyOf(message)}:reported`,
  );
}
