import type { CorrectionOutcome, CorrectionRequest } from '../../../app/record-correction.js';
import type { CorrectionRole, Label } from '../../../domain/correction.js';
import { isHashed } from '../../../domain/privacy.js';
import type { StoredMessage } from '../../../domain/store.js';
import type { NewTask } from '../../../domain/task.js';
import { isPrivateChat } from '../actions.js';
import {
  authorityOver,
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  isSameSender,
  say,
  sayAbout,
} from './command-context.js';
import { findTarget, idInOwnPost } from './find-target.js';
import { telegramTask } from '../telegram-task.js';
import type { Texts } from '../texts/texts.js';

/** `/notspam` and `/spam`: a label from an administrator, an appeal from the author, a refusal for anybody else. */
export async function correctByCommand(
  dependencies: CommandDependencies,
  context: CommandContext,
  label: Label,
): Promise<CommandAnswer> {
  const { texts } = context;
  const target = await findTarget(dependencies, context);
  switch (target.kind) {
    case 'none':
      return say(texts.howToCorrect(label));
    case 'unknown-id':
      return say(texts.UNKNOWN_MESSAGE);
    case 'message':
      return correctMessage({ dependencies, context, label }, target.message);
    case 'text':
      return correctText({ dependencies, context, label }, target);
  }
}

interface Wish {
  readonly dependencies: CommandDependencies;
  readonly context: CommandContext;
  readonly label: Label;
}

async function correctMessage(wish: Wish, message: StoredMessage): Promise<CommandAnswer> {
  const { dependencies, context, label } = wish;
  const { texts } = context;
  if (message.channel !== 'telegram') return say(texts.UNKNOWN_MESSAGE);
  const authority = await authorityOver(message.conversation, context, dependencies.administrators);
  if (authority === 'unknown') return say(texts.CANNOT_CHECK);
  if (authority === 'yes') {
    const outcome = await record(wish, 'admin', { messageId: message.id });
    return answerToLabel(wish, message, outcome);
  }
  if (isSameSender(dependencies.keyedHash, message.sender.id, context.author.id) && mayAppeal(wish)) {
    await record(wish, 'appeal', { messageId: message.id });
    return say(texts.appealed(label));
  }
  // Who may not decide about another chat's message does not learn that there is one.
  return say(message.conversation === context.chat ? texts.NOT_ALLOWED : texts.UNKNOWN_MESSAGE);
}

async function correctText(
  wish: Wish,
  { text, isOwn }: { readonly text: string; readonly isOwn: boolean },
): Promise<CommandAnswer> {
  const { dependencies, context, label } = wish;
  const { texts } = context;
  const authority = await authorityOver(context.chat, context, dependencies.administrators);
  if (authority === 'unknown') return say(texts.CANNOT_CHECK);
  if (authority === 'yes') {
    const outcome = await record(wish, 'admin', { text });
    return say(outcome.kind === 'recorded' ? texts.correctedText(label) : texts.textUnchanged(label));
  }
  if (!isOwn || !mayAppeal(wish)) return say(texts.NOT_ALLOWED);
  await record(wish, 'appeal', { text });
  return say(texts.appealed(label));
}

/** In a group an author may only speak up for his message; alone with the bot he may say what he likes of it. */
const mayAppeal = ({ label, context }: Wish): boolean => label === 'ham' || isPrivateChat(context.chat);

function record(
  { dependencies, context, label }: Wish,
  role: CorrectionRole,
  about: CorrectionRequest['about'],
): Promise<CorrectionOutcome> {
  return dependencies.recordCorrection({
    // One command is one correction, however often Telegram delivers it.
    correctionId: `telegram:${context.chat}:${context.messageId}`,
    label,
    author: `telegram:${context.author.id}`,
    role,
    source: 'telegram',
    about,
  });
}

function answerToLabel(wish: Wish, before: StoredMessage, outcome: CorrectionOutcome): CommandAnswer {
  const { texts } = wish.context;
  switch (outcome.kind) {
    case 'unknown-message':
      return say(texts.UNKNOWN_MESSAGE);
    case 'unchanged':
      return say(texts.unchanged(before, wish.label));
    case 'recorded': {
      const isRemoved = !before.isWithheld && outcome.message?.isWithheld === true;
      const effect = outcome.isBroughtBack ? broughtBack(before, texts) : isRemoved ? texts.REMOVED : '';
      const text = texts.corrected(before, { label: wish.label, effect });
      return { ...sayAbout(before, text), tasks: isRemoved ? removeOwnPost(wish, before) : [] };
    }
  }
}

/** Nobody is set free whose number is not kept any more. */
function broughtBack({ sender, verdict }: StoredMessage, texts: Texts): string {
  const isBound = verdict.action === 'restrict' || verdict.action === 'ban';
  return isBound && isHashed(sender.id) ? `${texts.BROUGHT_BACK}${texts.NOT_LIFTED}` : texts.BROUGHT_BACK;
}

/** A released message stands in the chat as a post of the bot: when it is spam after all, that has to go as well. */
function removeOwnPost({ dependencies, context }: Wish, message: StoredMessage): readonly NewTask[] {
  const { chat, repliedTo } = context;
  if (repliedTo === null || message.conversation !== chat) return [];
  if (idInOwnPost(repliedTo, dependencies.identity) !== message.id) return [];
  const messageId = String(repliedTo.message_id);
  const dedupeKey = `telegram:${chat}:${messageId}:own-post`;
  return [telegramTask({ method: 'deleteMessage', chatId: chat, messageId }, dedupeKey)];
}
