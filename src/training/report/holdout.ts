import type { NetworkResult, Results, Run } from '../compare/results.js';
import { spreadOf } from '../compare/statistics.js';
import { labelOf } from '../compare/variant-names.js';
import { decimals, percent, spreadText } from './format.js';
import { html, type Html, tableOf } from './html.js';

/** The numbers on the messages that early stopping looked at beside those on the ones kept away; null without such. */
export function holdoutPart({ networks, split }: Results): Html | null {
  if (split.holdout === undefined) return null;
  const { validation, holdout } = split;
  return html`<h3>Looked at, and kept away</h3>
    <p>
      The article lets early stopping look at the messages that it measures on. Here it looked at
      ${validation.spam + validation.ham} others, a fifth of the training messages, and the
      ${holdout.spam + holdout.ham} messages of every other table were kept away until the end. Both numbers,
      median (lowest–highest) over the runs:
    </p>
    ${tableOf({
      label: 'Validation messages and messages kept away',
      isNumeric: true,
      head: [
        'network',
        'accuracy where early stopping looked, %',
        'accuracy on those kept away, %',
        'loss where it looked',
        'loss on those kept away',
      ],
      rows: networks.map(rowOf),
    })}`;
}

function rowOf(network: NetworkResult): string[] {
  const spread = (valueOf: (run: Run) => number | null | undefined, format: typeof percent) =>
    spreadText(spreadOf(network.runs.flatMap((run) => valueOf(run) ?? [])), format);
  return [
    labelOf(network),
    spread(({ validation }) => validation?.metrics.accuracy, percent),
    spread(({ metrics }) => metrics.accuracy, percent),
    spread(({ validation }) => validation?.loss, decimals),
    spread(({ loss }) => loss, decimals),
  ];
}
