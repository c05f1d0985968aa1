import type { NetworkResult, Results } from '../compare/results.js';
import { spreadOf } from '../compare/statistics.js';
import { labelOf, slugOf } from '../compare/variant-names.js';
import { decimals, percent, seconds, spreadText, whole } from './format.js';
import { html, tableOf, type Html } from './html.js';
import type { DrawFigure, Section } from './section.js';

/** Each network alone: what it is made of and how it learnt. */
export function networksSection({ networks, backend }: Results): Section {
  const intro = html`<p>
    Trained with the <code>${backend}</code> backend. After each epoch the validation messages are scored;
    training stops when their loss no longer falls, and the weights of the best epoch are kept.
  </p>`;
  return {
    id: 'networks',
    title: 'The networks',
    body: (figure) =>
      networks.length === 0
        ? html`<p>No network was trained.</p>`
        : html`${intro}${networks.map((network) => describeNetwork(network, figure))}`,
  };
}

function describeNetwork(network: NetworkResult, figure: DrawFigure): Html {
  const label = labelOf(network);
  const slug = slugOf(network);
  const layers = network.layers.map(({ name, type, outputShape, parameters }) => [
    name,
    type,
    outputShape,
    whole(parameters),
  ]);
  return html`<h3 id="network-${slug}">${label}</h3>
    ${tableOf({
      label: `Layers of ${label}`,
      head: ['layer', 'type', 'output shape', 'parameters'],
      rows: [...layers, ['together', '', '', whole(network.parameters)]],
    })}
    ${keras(network)}
    ${network.runs.length === 0 ? html`<p>No run of this network was finished.</p>` : describeRuns(network, figure)}`;
}

/** Keras builds its GRU with a bias for the recurrent product as well (`reset_after`); TensorFlow.js cannot. */
function keras({ architecture, layers, parameters }: NetworkResult): Html | null {
  const gru = layers.find(({ type }) => type === 'GRU');
  const output = layers.at(-1);
  if (architecture !== 'gru' || gru === undefined || output === undefined) return null;
  // The last layer has one weight a unit and its bias.
  const units = output.parameters - 1;
  return html`<p>
    Keras builds this network with ${whole(parameters + 3 * units)} parameters: its GRU resets the state after
    the recurrent product (<code>reset_after</code>) and so has a second bias for each of 3 × ${units} gates.
    TensorFlow.js has the form without, as the first publication of the GRU.
  </p>`;
}

function describeRuns(network: NetworkResult, figure: DrawFigure): Html {
  const label = labelOf(network);
  const slug = slugOf(network);
  const time = spreadOf(network.runs.map(({ trainingMs }) => trainingMs));
  const rows = network.runs.map((run) => [
    String(run.seed),
    run.history.length,
    run.bestEpoch,
    run.metrics.accuracy === null ? null : percent(run.metrics.accuracy),
    run.loss === null ? null : decimals(run.loss),
    seconds(run.trainingMs),
    run.hasLearned ? 'yes' : 'no',
  ]);
  return html`<div class="pair">${figure(`learning-${slug}-loss`)}${figure(`learning-${slug}-accuracy`)}</div>
    <p>Training time: ${spreadText(time, seconds)} s a run.</p>
    ${tableOf({
      label: `Runs of ${label}`,
      head: ['seed', 'epochs', 'best epoch', 'accuracy, %', 'loss', 'time, s', 'learned'],
      rows,
    })}`;
}
