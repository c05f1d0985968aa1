import type { BalanceEffect, Results } from '../compare/results.js';
import { spreadOf } from '../compare/statistics.js';
import { decimals, percent, spreadText, whole } from './format.js';
import { html, type Html, tableOf } from './html.js';

const WHAT_IT_DOES: Readonly<Record<BalanceEffect['method'], string>> = {
  undersample: 'as many of the larger class as there are of the smaller one',
  oversample: 'messages of the smaller class are repeated until both are even',
  'class-weights': 'a message counts the more in the loss the rarer its class is',
  threshold: 'trained as it is; spam starts at the share of spam in training, not at 0.5',
  none: 'trained as it is',
};

/** What each way of balancing makes of the dense network, median (min–max) over its seeds. */
export function balancingPart({ balancing, measuredIsSpam, split }: Results): Html | null {
  if (balancing.length === 0) return null;
  const spam = measuredIsSpam.filter(Boolean).length;
  return html`<h3>What each method does to the result</h3>
    <p>
      The dense network, trained once a seed with each method, on the same ${measuredIsSpam.length} messages
      (${spam} spam). The networks below were trained with <code>${split.balance ?? 'none'}</code>. All
      methods but undersampling train on the messages that undersampling leaves out, too, unless they are
      near-duplicates of measured ones.
    </p>
    ${tableOf({
      label: 'Methods of balancing',
      isNumeric: true,
      head: [
        'method',
        'spam, ham in training',
        'threshold',
        'accuracy, %',
        'precision, %',
        'recall, %',
        'ham called spam, %',
        'AUC',
      ],
      rows: balancing.map(rowOf),
    })}
    <dl>
      ${balancing.map(
        ({ method }) =>
          html`<dt>${method}</dt>
            <dd>${WHAT_IT_DOES[method]}</dd>`,
      )}
    </dl>`;
}

function rowOf({ method, train, classWeights, threshold, metrics }: BalanceEffect): string[] {
  const spread = (key: 'accuracy' | 'precision' | 'recall' | 'falsePositiveRate' | 'rocAuc') =>
    spreadText(spreadOf(metrics.flatMap((item) => item[key] ?? [])), key === 'rocAuc' ? decimals : percent);
  const weights =
    classWeights === null ? '' : ` × ${classWeights.spam.toFixed(2)}, ${classWeights.ham.toFixed(2)}`;
  return [
    method,
    `${whole(train.spam)}, ${whole(train.ham)}${weights}`,
    decimals(threshold),
    spread('accuracy'),
    spread('precision'),
    spread('recall'),
    spread('falsePositiveRate'),
    spread('rocAuc'),
  ];
}
