import { createInterface } from 'node:readline';
import { openScorer } from '../classifier/open-scorer.js';
import type { Explanation } from '../domain/explanation.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import { type Io, modelDirOf } from './io.js';

export interface ClassifyOptions {
  readonly json?: boolean;
  /** The words that mattered, too. */
  readonly why?: boolean;
  readonly model?: string;
}

/** Lines that wait for each other when they come from a file; a person at a terminal gets an answer to each line. */
const BATCH_SIZE = 64;

/** `hamgate classify`: one line of output for each text, or for each line of standard input when there are no texts. */
export async function classify(texts: readonly string[], options: ClassifyOptions, io: Io): Promise<void> {
  const scorer = await openScorer(modelDirOf(options.model, io));
  const print = (batch: readonly string[]) => io.stdout.write(renderScores(batch, scorer, options));
  try {
    if (texts.length > 0) print(texts);
    else await eachBatch(io.stdin, print);
  } finally {
    scorer.close();
  }
}

async function eachBatch(stdin: Io['stdin'], print: (lines: readonly string[]) => void): Promise<void> {
  const size = stdin.isTTY === true ? 1 : BATCH_SIZE;
  let batch: string[] = [];
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    batch.push(line);
    if (batch.length < size) continue;
    print(batch);
    batch = [];
  }
  if (batch.length > 0) print(batch);
}

function renderScores(
  texts: readonly string[],
  scorer: OpenedScorer,
  { json, why }: ClassifyOptions,
): string {
  const { model, manifest } = scorer;
  const scores = scorer.score(texts);
  const lines = texts.map((text, i) => {
    const score = scores[i] ?? NaN;
    const label = score >= manifest.thresholds.api ? 'spam' : 'ham';
    const reasons = why === true ? scorer.explain(text) : null;
    return json === true
      ? JSON.stringify({ text, score, label, model, ...(reasons === null ? {} : { why: reasons }) })
      : `${label}\t${score.toFixed(4)}\t${text.replaceAll(/\s+/g, ' ')}${reasons === null ? '' : renderReasons(reasons)}`;
  });
  return `${lines.join('\n')}\n`;
}

const MOST_REASONS = 8;

/** The words that moved the score most, the strongest first, in log odds: above 0 they speak for spam. */
function renderReasons({ parts, rest, isExact }: Explanation): string {
  const strongest = [...parts]
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, MOST_REASONS);
  const lines = strongest.map(
    ({ text, logOdds }) => `\n    ${signed(logOdds)}  ${text.replaceAll(/\s+/g, ' ')}`,
  );
  const others = isExact ? `\n    ${signed(rest)}  (whatever the words)` : '';
  return lines.join('') + others;
}

function signed(logOdds: number): string {
  return `${logOdds < 0 ? '' : '+'}${logOdds.toFixed(2)}`;
}
