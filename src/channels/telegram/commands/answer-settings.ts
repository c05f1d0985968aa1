import { LANGUAGES, type ConversationSettings, MODES } from '../../../domain/policy.js';
import { parseThreshold } from './command.js';
import {
  actOf,
  authorityOver,
  type CommandAnswer,
  type CommandContext,
  type CommandDependencies,
  refusal,
  say,
} from './command-context.js';
import type { ThresholdEffect } from '../texts/parts.js';
import { textsIn } from '../texts/texts.js';

type Change = Partial<ConversationSettings>;

const keyOf = ({ subject }: CommandContext) => ({ channel: 'telegram', id: subject }) as const;

const oneOf = <Value extends string>(values: readonly Value[], word: string): Value | null =>
  values.find((value) => value === word.toLowerCase()) ?? null;

export async function answerMode(
  { settings, ...dependencies }: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { argument, policy, texts } = context;
  if (argument === '') return say(texts.mode(policy));
  const mode = oneOf(MODES, argument);
  if (mode === null) return say(texts.MODE_USAGE);
  const refused = await refusal(dependencies, context);
  return say(
    refused ??
      texts.modeChanged(await settings.change(keyOf(context), { mode }, actOf(context, dependencies))),
  );
}

export async function answerThreshold(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { argument, policy, texts } = context;
  if (argument === '')
    return say(texts.thresholdNow(policy, await effectOf(dependencies, context, policy.thresholds.spam)));
  const isDefault = argument.toLowerCase() === 'default';
  const threshold = isDefault ? null : parseThreshold(argument);
  if (threshold === null && !isDefault) return say(texts.THRESHOLD_USAGE);
  const refused = await refusal(dependencies, context);
  if (refused !== null) return say(refused);
  const changed = await dependencies.settings.change(
    keyOf(context),
    { threshold },
    actOf(context, dependencies),
  );
  return say(texts.thresholdChanged(changed, await effectOf(dependencies, context, changed.thresholds.spam)));
}

const LAST = 1000;

/** How many of the last scores the threshold reaches. */
async function effectOf(
  { store }: CommandDependencies,
  context: CommandContext,
  threshold: number,
): Promise<ThresholdEffect> {
  const scores = await store.listScores(keyOf(context), LAST);
  return { messages: scores.length, caught: scores.filter((score) => score >= threshold).length };
}

export async function answerLanguage(
  { settings, ...dependencies }: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { argument, policy, texts } = context;
  const language = oneOf(LANGUAGES, argument);
  if (language === null) return say(texts.language(policy));
  const refused = await refusal(dependencies, context);
  if (refused !== null) return say(refused);
  await settings.change(keyOf(context), { language }, actOf(context, dependencies));
  return say(textsIn(language).LANGUAGE_CHANGED);
}

/** `/settings`, and `/settings NAME VALUE`. */
export async function answerSettings(
  dependencies: CommandDependencies,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { argument, policy, texts } = context;
  const refused = await refusal(dependencies, context);
  if (refused !== null) return say(refused);
  if (argument === '') return say(texts.settings(policy));
  const change = readChange(argument);
  if (change === null) return say(texts.SETTINGS_USAGE);
  // What is withheld is told there: nobody may have it sent to a chat that is not his.
  if (typeof change.adminChat === 'string') {
    const authority = await authorityOver(change.adminChat, context, dependencies.administrators);
    if (authority !== 'yes') return say(authority === 'no' ? texts.NOT_ALLOWED : texts.CANNOT_CHECK);
  }
  const by = actOf(context, dependencies);
  return say(texts.settings(await dependencies.settings.change(keyOf(context), change, by)));
}

const MOST_MESSAGES = 1000;
const MOST_DAYS = 365;

/** Null for what is no setting. */
function readChange(argument: string): Change | null {
  const [name = '', ...values] = argument.toLowerCase().split(/\s+/);
  const value = values.join(' ');
  switch (name) {
    case 'quiet':
      return readQuiet(value);
    case 'admins':
      return readAdminChat(value);
    case 'trust':
      return readTrust(value);
    case 'trusted':
      return readTrusted(value);
    case 'reports':
      return readReports(value);
    default:
      return null;
  }
}

function readQuiet(value: string): Change | null {
  if (value === 'default') return { isQuiet: null };
  return value === 'on' || value === 'off' ? { isQuiet: value === 'on' } : null;
}

function readAdminChat(value: string): Change | null {
  if (value === 'default' || value === 'none') return { adminChat: null };
  return /^-\d{1,20}$/.test(value) ? { adminChat: value } : null;
}

function readTrust(value: string): Change | null {
  if (value === 'default') return { trustMessages: null, trustDays: null };
  const [, messages, days] = /^(\d{1,4}) (\d{1,3})$/.exec(value) ?? [];
  if (messages === undefined || days === undefined) return null;
  if (Number(messages) > MOST_MESSAGES || Number(days) > MOST_DAYS) return null;
  return { trustMessages: Number(messages), trustDays: Number(days) };
}

function readTrusted(value: string): Change | null {
  if (value === 'default') return { trustedThreshold: null };
  const trustedThreshold = parseThreshold(value);
  return trustedThreshold === null ? null : { trustedThreshold };
}

function readReports(value: string): Change | null {
  if (value === 'default') return { reportsNeeded: null };
  return /^[1-9]\d?$/.test(value) ? { reportsNeeded: Number(value) } : null;
}
