import { isPrivateChat } from '../actions.js';
import { answerGroup } from './answer-group.js';
import { answerQuarantine } from './answer-quarantine.js';
import { answerReport } from './answer-report.js';
import { answerBan, answerTrust } from './answer-sender.js';
import { answerLanguage, answerMode, answerSettings, answerThreshold } from './answer-settings.js';
import type { Command } from './command.js';
import {
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  refusal,
  refusalAbout,
  say,
  sayAbout,
} from './command-context.js';
import { correctByCommand } from './correct-by-command.js';
import { explainMessage } from './explain-message.js';
import { findTarget } from './find-target.js';
import { MESSAGE_LIMIT } from '../split-text.js';

type Answer = (dependencies: CommandDependencies, context: CommandContext) => Promise<CommandAnswer>;

const help: Answer = async (_, { texts }) => say(texts.HELP);

const ANSWERS: Readonly<Record<Command['name'], Answer>> = {
  notspam: (dependencies, context) => correctByCommand(dependencies, context, 'ham'),
  spam: (dependencies, context) => correctByCommand(dependencies, context, 'spam'),
  ban: answerBan,
  why: answerWhy,
  mode: answerMode,
  threshold: answerThreshold,
  trust: answerTrust,
  untrust: (dependencies, context) => answerTrust(dependencies, context, 'untrusted'),
  report: answerReport,
  quarantine: answerQuarantine,
  language: answerLanguage,
  settings: answerSettings,
  group: answerGroup,
  stats: answerStats,
  help,
  start: help,
};

/** Does what a command says, if its author may, and gives the answer. */
export async function answerCommand(
  dependencies: CommandDependencies,
  context: CommandContext,
  name: Command['name'],
): Promise<CommandAnswer> {
  return ANSWERS[name](dependencies, context);
}

/** To administrators only: whoever knows the words that count can write around them. */
async function answerWhy(dependencies: CommandDependencies, context: CommandContext): Promise<CommandAnswer> {
  const { texts } = context;
  const target = await findTarget(dependencies, context);
  if (target.kind !== 'message')
    return say(target.kind === 'unknown-id' ? texts.UNKNOWN_MESSAGE : texts.WHY_USAGE);
  const { message } = target;
  const refused = await refusalAbout(dependencies, context, message);
  if (refused !== null) return say(refused);
  return sayAbout(message, await explainMessage(dependencies, message, { texts, limit: MESSAGE_LIMIT }));
}

async function answerStats(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { chat, subject, policy, texts } = context;
  // In a group everybody reads along; from outside only its administrators may ask.
  if (subject !== chat || isPrivateChat(subject)) {
    const refused = await refusal(dependencies, context);
    if (refused !== null) return say(refused);
  }
  const conversation = { channel: 'telegram', id: subject } as const;
  const quality = await dependencies.quality.read(conversation);
  const counts = quality?.counts ?? (await dependencies.store.countMessages(conversation));
  return say([texts.stats(counts, policy), ...(quality === null ? [] : texts.quality(quality))].join('\n'));
}
