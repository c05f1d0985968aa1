import { type Change, knownOf, replay, type Replayed } from '../app/replay.js';
import { textOf } from '../domain/message.js';
import type { Io } from './io.js';
import { oneLineOf, percent } from './models.js';
import { sinceOf } from './option-values.js';
import { withTools } from './with-tools.js';

export interface ReplayOptions {
  readonly model: string;
  readonly since: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `hamgate replay`: which verdicts of the past a model would change. */
export async function replayMessages(options: ReplayOptions, { env, stdout }: Io): Promise<void> {
  await withTools(env, async ({ store, openModel }) => {
    const since = sinceOf(options.since, new Date());
    const model = await openModel(options.model);
    try {
      const clock = { now: () => new Date() };
      const replayed = await replay({ store, model, clock }, since);
      const render = options.json === true ? renderJson : renderLines;
      stdout.write(render(replayed, { ...options, since }));
    } finally {
      model.close();
    }
  });
}

function renderJson({ messages, counts, changes }: Replayed, { model, since, limit }: ReplayOptions): string {
  const items = changes.slice(0, limit).map(({ message, verdict }) => ({
    id: message.id,
    known: knownOf(message),
    text: textOf(message),
    before: { score: message.verdict.score, band: message.verdict.band },
    after: { score: verdict.score, band: verdict.band },
  }));
  return `${JSON.stringify({ model, since, messages, counts, items })}\n`;
}

function renderLines(
  { messages, counts, changes }: Replayed,
  { model, since, limit }: ReplayOptions,
): string {
  const line = (what: string, { toSpam, toHam }: { readonly toSpam: number; readonly toHam: number }) =>
    `  ${what.padEnd(20)} ${String(toSpam).padStart(6)} to spam ${String(toHam).padStart(6)} to ham`;
  return [
    `${model} on ${messages} messages since ${since} would change ${changes.length}:`,
    line('known ham', counts.ham),
    line('known spam', counts.spam),
    line('nobody has said', counts.nobody),
    ...changes.slice(0, limit).map(describe),
    '',
  ].join('\n');
}

function describe({ message, verdict }: Change): string {
  const known = { ham: 'HAM ', spam: 'SPAM', nobody: '    ' }[knownOf(message)];
  const scores = `${percent(message.verdict.score)} -> ${percent(verdict.score)}`;
  return `${known} ${message.id}  ${verdict.band === 'spam' ? 'to spam' : 'to ham'}  ${scores}  ${oneLineOf(textOf(message))}`;
}
