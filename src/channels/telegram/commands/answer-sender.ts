import type { Act, AuditEntry } from '../../../domain/audit.js';
import { isHashed } from '../../../domain/privacy.js';
import type { StoredMessage } from '../../../domain/store.js';
import { keyOf } from '../../../domain/task.js';
import type { Standing } from '../../../domain/trust.js';
import { isPrivateChat } from '../actions.js';
import {
  actOf,
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  isSameSender,
  refusalAbout,
  say,
  sayAbout,
} from './command-context.js';
import { findTarget, writerOf } from './find-target.js';
import { telegramTask } from '../telegram-task.js';

/** The message whose sender is meant, or what to say instead. */
async function findSender(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<StoredMessage | string> {
  const { texts } = context;
  const target = await findTarget(dependencies, context);
  if (target.kind === 'unknown-id') return texts.UNKNOWN_MESSAGE;
  if (target.kind !== 'message') return texts.WHO_USAGE;
  return (await refusalAbout(dependencies, context, target.message)) ?? target.message;
}

/** `/trust`, `/trust exempt` and `/untrust`: how strictly the sender of a message is judged from now on. */
export async function answerTrust(
  dependencies: CommandDependencies,
  context: CommandContext,
  wanted: Standing = 'trusted',
): Promise<CommandAnswer> {
  const { texts } = context;
  const isExempt = wanted === 'trusted' && /^exempt\b/i.test(context.argument);
  const argument = isExempt ? context.argument.slice('exempt'.length).trim() : context.argument;
  const found = await findSender(dependencies, { ...context, argument });
  if (typeof found === 'string') return say(found);
  const { channel, conversation, sender } = found;
  const standing = isExempt ? 'exempt' : wanted;
  const key = { channel, conversation, id: sender.id };
  await dependencies.store.changeStanding(key, standing, actOf(context, dependencies));
  const words = { exempt: texts.exempted, trusted: texts.trusted, untrusted: texts.untrusted };
  return sayAbout(found, words[standing](sender.name));
}

/** `/ban`: the message goes and its sender with it. Nothing is learnt: he may have broken another rule. */
export async function answerBan(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { texts } = context;
  const found = await findSender(dependencies, context);
  if (typeof found === 'string') return say(found);
  if (isPrivateChat(found.conversation)) return say(texts.BAN_PRIVATE);
  const { conversation, messageId, sender } = found;
  const userId = ownId(dependencies, context, sender.id);
  if (userId === null) return say(texts.BAN_UNKNOWN);
  const key = `telegram:${context.chat}:${context.messageId}:ban`;
  const tasks = [banTask(conversation, { userId, days: dependencies.sanctionDays, key })];
  if (!found.isWithheld)
    tasks.push(
      telegramTask({ method: 'deleteMessage', chatId: conversation, messageId }, `${keyOf(found)}:banned`),
    );
  const order = banOrder(found, dependencies.sanctionDays, actOf(context, dependencies));
  return { ...sayAbout(found, texts.banned(sender.name, dependencies.sanctionDays)), tasks, order };
}

/** Named by the message: who was banned is found with it, and forgotten with it. */
export const banOrder = ({ id }: StoredMessage, days: number, by: Act): AuditEntry => ({
  ...{ ...by, action: 'sender.banned', subject: id },
  ...{ before: null, after: { days } },
});

/** The store may know him by a hash alone; an answer to his message tells who he is. */
function ownId({ keyedHash }: CommandDependencies, context: CommandContext, stored: string): string | null {
  if (!isHashed(stored)) return stored;
  const writer = writerOf(context);
  return writer !== null && isSameSender(keyedHash, stored, writer) ? writer : null;
}

interface Ban {
  readonly userId: string;
  readonly days: number;
  readonly key: string;
}

/** Bans somebody from a chat. */
export const banTask = (chatId: string, { userId, days, key }: Ban) =>
  telegramTask({ method: 'sanction', kind: 'ban', chatId, userId, days }, key);
