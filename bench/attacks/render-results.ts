import {
  type AttackResults,
  type Contender,
  type Outcome,
  worstLosses,
} from '../../src/training/attacks/measure-attacks.js';

export interface MeasuredContender extends Contender {
  /** On the ham file, 0 to 1. */
  readonly falsePositiveRate: number;
}

/** Markdown, so that it can be put into a document as it is. */
export function renderTable(results: AttackResults, contenders: readonly MeasuredContender[]): string {
  const facts = contenders.map(
    ({ name, threshold, falsePositiveRate }) =>
      `${name}: threshold ${threshold.toFixed(3)}, false-positive rate ${percent(falsePositiveRate)} %`,
  );
  const columns = contenders.flatMap(({ name }) => [`${name}: recall %`, 'loss', 'loss of changed']);
  const none = results.contenders.flatMap(({ recall }) => [percent(recall), '', '']);
  const rows = [
    ['attack', 'changed %', ...columns],
    ['---', ...Array.from({ length: columns.length + 1 }, () => '---:')],
    ['none', '', ...none],
    ...results.attacks.map(({ name, changed, outcomes }) => [
      name,
      percent(changed),
      ...outcomes.flatMap(renderOutcome),
    ]),
    ['worst, padding', '', ...worst(results, 'padding')],
    ['worst, others', '', ...worst(results, 'others')],
  ];
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [`${results.spam} spam messages`, ...facts, '', ...lines, ''].join('\n');
}

/** One line: the results, and of each contender its threshold, false-positive rate, recall and worst losses. */
export function renderJson(results: AttackResults, contenders: readonly MeasuredContender[]): string {
  const described = contenders.map(({ name, threshold, falsePositiveRate }, i) => ({
    name,
    // JSON has no infinity; naive Bayes may have it for a threshold.
    threshold: Number.isFinite(threshold) ? threshold : null,
    falsePositiveRate,
    recall: results.contenders[i]?.recall ?? null,
    worstLossPoints: { padding: worstOf(results, i, 'padding'), others: worstOf(results, i, 'others') },
  }));
  return `${JSON.stringify({ ...results, contenders: described })}\n`;
}

function renderOutcome({ recall, lossPoints, lossPointsOfChanged }: Outcome): readonly string[] {
  return [percent(recall), points(lossPoints), points(lossPointsOfChanged)];
}

function worst(results: AttackResults, which: 'padding' | 'others'): readonly string[] {
  return results.contenders.flatMap((_, i) => ['', points(worstOf(results, i, which)), '']);
}

function worstOf(results: AttackResults, contender: number, which: 'padding' | 'others'): number | null {
  return worstLosses(results, contender)[which]?.lossPoints ?? null;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

function points(value: number | null): string {
  return value === null ? '' : value.toFixed(1);
}
