import type { Metrics } from '../../classifier/manifest.js';
import type { CrossValidation } from '../compare/results.js';
import { spreadOf } from '../compare/statistics.js';
import { decimals, numberText, percent, spreadText } from './format.js';
import { html, type Html, tableOf } from './html.js';

/** All folds together, and median (min–max) over the folds of each network and baseline; null when none was made. */
export function crossValidationPart(crossValidation: CrossValidation | null): Html | null {
  if (crossValidation === null) return null;
  const { folds, messages, contenders } = crossValidation;
  const label = 'Cross-validation';
  return html`<h3>${label}</h3>
    <p>
      All ${messages} different messages in ${folds} parts: each part is scored by a classifier that was
      trained on the others. Near-duplicates never stand on both sides. First every message counts once; then
      median (min–max) of the parts.
    </p>
    ${pooledTable(contenders)}
    ${tableOf({
      label,
      head: ['classifier', 'accuracy, %', 'spam caught, %', 'ham blocked, %', 'AUC'],
      rows: contenders.map(({ name, metrics }) => [
        name,
        spreadText(spreadOf(metrics.flatMap(({ accuracy }) => accuracy ?? [])), percent),
        spreadText(spreadOf(metrics.flatMap(({ recall }) => recall ?? [])), percent),
        spreadText(spreadOf(metrics.flatMap(({ falsePositiveRate }) => falsePositiveRate ?? [])), percent),
        spreadText(spreadOf(metrics.flatMap(({ rocAuc }) => rocAuc ?? [])), decimals),
      ]),
    })}`;
}

type Contenders = CrossValidation['contenders'];

/** The median of a rate hides a mistake that few folds make; this does not. */
function pooledTable(contenders: Contenders): Html {
  return tableOf({
    label: 'Cross-validation, all parts together',
    isNumeric: true,
    head: ['classifier', 'accuracy, %', 'spam caught, %', 'ham blocked, %'],
    rows: contenders.map(({ name, metrics }) => [
      name,
      ...[pooledAccuracy, pooledRecall, pooledFalsePositiveRate].map((of) =>
        numberText(of(metrics), percent),
      ),
    ]),
  });
}

function pooledAccuracy(metrics: readonly Metrics[]): number | null {
  return pool(metrics.map(({ accuracy, spam, ham }) => [accuracy, spam + ham]));
}

function pooledRecall(metrics: readonly Metrics[]): number | null {
  return pool(metrics.map(({ recall, spam }) => [recall, spam]));
}

function pooledFalsePositiveRate(metrics: readonly Metrics[]): number | null {
  return pool(metrics.map(({ falsePositiveRate, ham }) => [falsePositiveRate, ham]));
}

/** A fold without messages of the kind has no rate and counts nothing. */
function pool(parts: readonly (readonly [rate: number | null, messages: number])[]): number | null {
  const all = parts.reduce((sum, [, messages]) => sum + messages, 0);
  return all === 0 ? null : parts.reduce((sum, [rate, messages]) => sum + (rate ?? 0) * messages, 0) / all;
}
