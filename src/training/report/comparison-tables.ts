import type { BaselineResult, NetworkResult, Results } from '../compare/results.js';
import { confusionOf, spreadOf } from '../compare/statistics.js';
import type { Architecture, Metrics } from '../../classifier/manifest.js';
import { wilsonInterval } from '../../domain/wilson.js';
import { ARTICLE } from './article.js';
import { labelOf } from '../compare/variant-names.js';
import { contendersOf, medianRunOf, type Contender } from './contenders.js';
import {
  decimals,
  intervalText,
  kilobytes,
  milliseconds,
  NOTHING,
  numberText,
  percent,
  seconds,
  spreadText,
  whole,
  type Format,
} from './format.js';
import { html, tableOf, type Html } from './html.js';

const COLUMNS = [
  { key: 'accuracy', head: 'accuracy, %', format: percent },
  { key: 'precision', head: 'precision, %', format: percent },
  { key: 'recall', head: 'recall, %', format: percent },
  { key: 'f1', head: 'F1', format: decimals },
  { key: 'mcc', head: 'MCC', format: decimals },
  { key: 'rocAuc', head: 'AUC', format: decimals },
] as const satisfies readonly { key: keyof Metrics; head: string; format: Format }[];

/** Median (min–max) over the runs of each network, the baselines below, the published figures beside. */
export function qualityTable(results: Results): Html {
  const [accuracy, ...others] = COLUMNS.map(({ head }) => head);
  const head = [
    'network',
    'runs',
    'never learned',
    accuracy ?? '',
    '95 % interval',
    'loss',
    ...others,
    'article: accuracy, %',
    'article: loss',
  ];
  const messages = results.measuredIsSpam.length;
  return tableOf({
    label: 'Quality of the networks and the baselines',
    isNumeric: true,
    head,
    rows: [
      ...results.networks.map((network) => networkRow(network, messages)),
      ...results.baselines.map((baseline) => baselineRow(baseline, messages)),
    ],
  });
}

function networkRow(network: NetworkResult, messages: number): string[] {
  const { runs, architecture, mask } = network;
  const [accuracy = NOTHING, ...others] = COLUMNS.map(({ key, format }) =>
    spreadText(spreadOf(runs.flatMap(({ metrics }) => metrics[key] ?? [])), format),
  );
  return [
    labelOf(network),
    String(runs.length),
    String(runs.filter(({ hasLearned }) => !hasLearned).length),
    accuracy,
    accuracyInterval(medianRunOf(network)?.metrics.accuracy ?? null, messages),
    spreadText(spreadOf(runs.flatMap(({ loss }) => loss ?? [])), decimals),
    ...others,
    ...(mask ? [NOTHING, NOTHING] : articleFigures(architecture)),
  ];
}

function articleFigures(architecture: Architecture): string[] {
  const { accuracy, loss } = ARTICLE[architecture];
  return [percent(accuracy), String(loss)];
}

function baselineRow({ name, metrics, loss }: BaselineResult, messages: number): string[] {
  const [accuracy = NOTHING, ...others] = COLUMNS.map(({ key, format }) => numberText(metrics[key], format));
  const interval = accuracyInterval(metrics.accuracy, messages);
  return [
    name,
    NOTHING,
    NOTHING,
    accuracy,
    interval,
    numberText(loss, decimals),
    ...others,
    NOTHING,
    NOTHING,
  ];
}

function accuracyInterval(accuracy: number | null, messages: number): string {
  return accuracy === null
    ? NOTHING
    : intervalText(wilsonInterval(Math.round(accuracy * messages), messages));
}

/** What a network costs: to train, to keep and to ask. */
export function costTable({ networks, baselines }: Results): Html {
  return tableOf({
    label: 'Cost of the networks and the baselines',
    isNumeric: true,
    head: ['network', 'parameters', 'training, s', 'ms per message', 'bundle, kB'],
    rows: [
      ...networks.map((network) => [
        labelOf(network),
        whole(network.parameters),
        spreadText(spreadOf(network.runs.map(({ trainingMs }) => trainingMs)), seconds),
        milliseconds(network.millisecondsPerMessage),
        kilobytes(network.bundleBytes),
      ]),
      ...baselines.map((baseline) => [
        baseline.name,
        NOTHING,
        NOTHING,
        milliseconds(baseline.millisecondsPerMessage),
        NOTHING,
      ]),
    ],
  });
}

/** One small table a network (its median run) or baseline. */
export function confusionTables(results: Results): Html {
  return html`<div class="pair">${contendersOf(results).map(confusionTable)}</div>`;
}

function confusionTable({ name, items, metrics }: Contender): Html {
  const confusion = confusionOf(items, metrics.threshold);
  return html`<div>
    <h4>${name}</h4>
    ${tableOf({
      label: `Confusion matrix of ${name}`,
      isNumeric: true,
      head: ['', 'called ham', 'called spam'],
      rows: [
        ['is ham', confusion.trueNegatives, confusion.falsePositives],
        ['is spam', confusion.falseNegatives, confusion.truePositives],
      ],
    })}
  </div>`;
}
