import type { CrossValidation } from '../compare/results.js';
import { spreadOf } from '../compare/statistics.js';
import { decimals, percent, spreadText } from './format.js';
import { html, type Html, tableOf } from './html.js';

/** Median (min–max) over the folds of each network and baseline; null when none was made. */
export function crossValidationPart(crossValidation: CrossValidation | null): Html | null {
  if (crossValidation === null) return null;
  const { folds, messages, contenders } = crossValidation;
  const label = 'Cross-validation';
  return html`<h3>${label}</h3>
    <p>
      All ${messages} different messages in ${folds} parts: each part is scored by a classifier that was
      trained on the others. Near-duplicates never stand on both sides. Numbers are median (min–max) of the
      parts.
    </p>
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
