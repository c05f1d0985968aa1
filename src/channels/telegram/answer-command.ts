import { textOf } from '../../domain/message.js';
import type { ConversationKey } from '../../domain/store.js';
import { type Mode, MODES } from '../../domain/policy.js';
import { isPrivateChat } from './actions.js';
import { type Command, parseThreshold } from './command.js';
import {
  authorityOver,
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  say,
} from './command-context.js';
import { correctByCommand } from './correct-by-command.js';
import { findTarget } from './find-target.js';
import * as texts from './texts.js';

/** Does what a command says, if its author may, and gives the answer. */
export async function answerCommand(
  dependencies: CommandDependencies,
  context: CommandContext,
  name: Command['name'],
): Promise<CommandAnswer> {
  switch (name) {
    case 'notspam':
      return correctByCommand(dependencies, context, 'ham');
    case 'spam':
      return correctByCommand(dependencies, context, 'spam');
    case 'why':
      return say(await answerWhy(dependencies, context));
    case 'mode':
      return say(await answerMode(dependencies, context));
    case 'threshold':
      return say(await answerThreshold(dependencies, context));
    case 'stats':
      return say(await answerStats(dependencies, context));
    case 'help':
    case 'start':
      return say(texts.HELP);
  }
}

/** To administrators only: whoever knows the words that count can write around them. */
async function answerWhy(dependencies: CommandDependencies, context: CommandContext): Promise<string> {
  const target = await findTarget(dependencies, context);
  if (target.kind !== 'message')
    return target.kind === 'unknown-id' ? texts.UNKNOWN_MESSAGE : texts.WHY_USAGE;
  const { message } = target;
  const { conversation } = message;
  const authority = await authorityOver(conversation, context, dependencies.administrators);
  if (authority === 'unknown') return texts.CANNOT_CHECK;
  if (authority === 'no') return conversation === context.chat ? texts.NOT_ALLOWED : texts.UNKNOWN_MESSAGE;
  const { thresholds } = await dependencies.settings.read({ channel: 'telegram', id: conversation });
  const { parts } = dependencies.explain(textOf(message));
  return texts.why(message, { threshold: thresholds.spam, words: parts });
}

async function answerMode(dependencies: CommandDependencies, context: CommandContext): Promise<string> {
  const { settings } = dependencies;
  const key = keyOfChat(context);
  if (context.argument === '') return texts.mode(await settings.read(key));
  const mode = parseMode(context.argument);
  if (mode === null) return texts.MODE_USAGE;
  return (await refusal(dependencies, context)) ?? texts.modeChanged(await settings.change(key, { mode }));
}

const parseMode = (argument: string): Mode | null =>
  MODES.find((mode) => mode === argument.toLowerCase()) ?? null;

async function answerThreshold(dependencies: CommandDependencies, context: CommandContext): Promise<string> {
  const { settings } = dependencies;
  const key = keyOfChat(context);
  if (context.argument === '') return texts.thresholdNow(await settings.read(key));
  const isDefault = context.argument.toLowerCase() === 'default';
  const threshold = isDefault ? null : parseThreshold(context.argument);
  if (threshold === null && !isDefault) return texts.THRESHOLD_USAGE;
  return (
    (await refusal(dependencies, context)) ??
    texts.thresholdChanged(await settings.change(key, { threshold }))
  );
}

async function answerStats(dependencies: CommandDependencies, context: CommandContext): Promise<string> {
  const key = keyOfChat(context);
  const counts = await dependencies.store.countMessages(key);
  return texts.stats(counts, await dependencies.settings.read(key));
}

/** What to say to somebody who may not change the settings of this chat; null when he may. */
async function refusal(
  { administrators }: CommandDependencies,
  context: CommandContext,
): Promise<string | null> {
  // Alone with the bot, the chat is the user's own.
  if (isPrivateChat(context.chat)) return null;
  switch (await authorityOver(context.chat, context, administrators)) {
    case 'yes':
      return null;
    case 'no':
      return texts.NOT_ALLOWED;
    case 'unknown':
      return texts.CANNOT_CHECK;
  }
}

const keyOfChat = ({ chat }: CommandContext): ConversationKey => ({ channel: 'telegram', id: chat });
