import type { ConversationQuality, QualityMeter } from '../app/measure-quality.js';
import type { Channel } from '../domain/message.js';
import type { Share, Suggestion, ThresholdOutcome } from '../domain/quality.js';
import type { ConversationKey } from '../domain/store.js';
import type { Io } from './io.js';
import { withTools } from './with-tools.js';

export interface ConversationsOptions {
  readonly channel?: Channel;
}

const HEADER = ['channel', 'id', 'messages', 'spam', 'precision', 'recall', 'threshold', 'suggested'];
const UPPER_BOUND =
  'People decide mostly about what the gate showed them: the true recall is at most about the one shown';

/** `hamgate conversations`: a line each. */
export async function listConversations(
  options: ConversationsOptions,
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  await withTools(env, async ({ quality }) => {
    const rows = (await readAll(quality, options)).map(rowOf);
    if (rows.length === 0) {
      stdout.write('There is no conversation with messages yet\n');
      return;
    }
    const table = [HEADER, ...rows];
    const widths = HEADER.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
    for (const row of table)
      stdout.write(
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
      );
    stdout.write(`${UPPER_BOUND}\n`);
  });
}

const PAGE = 200;

async function readAll(
  quality: QualityMeter,
  options: ConversationsOptions,
): Promise<readonly ConversationQuality[]> {
  const all: ConversationQuality[] = [];
  let page = await quality.list({ limit: PAGE, ...options });
  for (;;) {
    all.push(...page.items);
    if (page.next === null) return all;
    page = await quality.list({ limit: PAGE, ...options, after: page.next });
  }
}

function rowOf({ channel, id, counts, ...quality }: ConversationQuality): readonly string[] {
  const { precision, recall, threshold, suggestion } = quality;
  return [
    channel,
    id,
    String(counts.messages),
    String(counts.spam),
    shareText(precision),
    shareText(recall),
    String(threshold),
    suggestion.kind === 'change' ? String(suggestion.then.threshold) : '-',
  ];
}

/** `0.80 [0.49-0.94]`; `-` where nothing was decided. */
const shareText = (share: Share | null): string =>
  share === null ? '-' : `${share.value.toFixed(2)} [${share.low.toFixed(2)}-${share.high.toFixed(2)}]`;

/** `hamgate conversations CHANNEL:ID`, in words. */
export async function showConversation(
  conversation: ConversationKey,
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  await withTools(env, async ({ quality }) => {
    const found = await quality.read(conversation);
    if (found === null)
      throw new Error(
        `Cannot find ${conversation.channel}:${conversation.id}: no message came there; hamgate conversations lists those with messages`,
      );
    stdout.write(`${describe(found).join('\n')}\n`);
  });
}

function describe({ channel, id, counts, decided, ...quality }: ConversationQuality): readonly string[] {
  const { precision, recall, suggestion, triedOn, threshold } = quality;
  return [
    `${channel}:${id}`,
    `Messages: ${counts.messages}, called spam: ${counts.spam}, unsure: ${counts.unsure}`,
    `People decided: ${decided.spam} are spam, ${decided.ham} are ham`,
    precision === null
      ? 'Precision: nobody has decided about anything that was called spam'
      : `Precision: ${shareText(precision)}: of ${precision.of} decided messages that were called spam, ${precision.count} are`,
    recall === null
      ? 'Recall: nobody has called anything spam'
      : `Recall: ${shareText(recall)}: of ${recall.of} that people call spam, ${recall.count} were called spam. ${UPPER_BOUND}`,
    `Threshold now: ${threshold}`,
    ...describeSuggestion(suggestion, triedOn),
  ];
}

function describeSuggestion(suggestion: Suggestion, triedOn: number): readonly string[] {
  switch (suggestion.kind) {
    case 'missing':
      return [suggestion.missing];
    case 'keep':
      return [
        'No other threshold catches more without calling more ham spam',
        outcomeText(suggestion.now, triedOn),
      ];
    case 'change':
      return [
        `Suggested: ${suggestion.then.threshold}. It catches the most decided spam without calling more decided ham spam than now`,
        outcomeText(suggestion.now, triedOn),
        outcomeText(suggestion.then, triedOn),
      ];
  }
}

const outcomeText = (outcome: ThresholdOutcome, triedOn: number): string =>
  `With ${outcome.threshold}: of the last ${triedOn} scored messages ${outcome.spam} spam and ${outcome.unsure} unsure; of the decided ${outcome.caught} spam caught and ${outcome.wronglyCalled} ham wrongly called spam`;
