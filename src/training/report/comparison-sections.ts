import type { Results } from '../compare/results.js';
import { labelOf } from '../compare/variant-names.js';
import { decimals, NOTHING, numberText, percent } from './format.js';
import { holdoutPart } from './holdout.js';
import { html, tableOf, type Html } from './html.js';
import { confusionTables, costTable, qualityTable } from './comparison-tables.js';
import { crossValidationPart } from './cross-validation.js';
import type { Section } from './section.js';

/** All networks and baselines on the same validation messages. */
export function comparisonSection(results: Results): Section {
  const isEmpty = results.networks.every(({ runs }) => runs.length === 0) && results.baselines.length === 0;
  return {
    id: 'comparison',
    title: 'Comparison',
    body: (figure) =>
      isEmpty
        ? html`<p>Nothing to compare yet.</p>`
        : html`<p>
              Measured on the ${whatOneWeighs(results)}. Numbers are the median (lowest–highest) over the runs
              of a network, each with its own seed. The 95 % interval (Wilson) is that of the median run's
              accuracy: so few messages hardly tell two networks apart whose intervals overlap. The article's
              figures are of one run each, without a mask.
            </p>
            ${qualityTable(results)} ${explainLearning(results)} ${explainBaselines(results)}
            ${holdoutPart(results)} ${crossValidationPart(results.crossValidation)}
            <h3>Confusion matrices</h3>
            <p>Of each network's median run, at its threshold.</p>
            ${confusionTables(results)}
            <h3>Curves</h3>
            <div class="pair">${figure('roc')}${figure('precision-recall')}${figure('calibration')}</div>
            <h3>Cost</h3>
            <p>One message alone, on the machine of this run.</p>
            ${costTable(results)}`,
  };
}

function whatOneWeighs({ measuredIsSpam: { length }, split }: Results): string {
  const weight = length === 0 ? '' : `; one of them is ${percent(1 / length)} points`;
  return `${length} ${split.holdout === undefined ? 'validation messages' : 'messages kept away'}${weight}`;
}

/** Why a network without a mask may answer the same to every message. */
function explainLearning({ networks, data }: Results): Html {
  const steps = Math.max(0, data.tokens.length - 1);
  const counts = networks.map((network) => {
    const failed = network.runs.filter(({ hasLearned }) => !hasLearned).length;
    return `${labelOf(network)}: ${failed} of ${network.runs.length}`;
  });
  return html`<h3>Seeds that never learned</h3>
    <p>Runs that ended no better than giving every message the more frequent label: ${counts.join('; ')}.</p>
    <p>
      Messages are padded at the end, and without a mask a recurrent network reads the padding like words.
      What it knew after the last word has to survive up to ${steps} steps of padding before the answer is
      read, and the gradient has to find its way back through all of them. Whether it does is a matter of the
      start values: with some seeds the network settles on one answer, its loss stays at 0.69 (the logarithm
      of 2, a coin's), and its accuracy is the share of one class. That is what happened to the article's GRU
      with 48.16 %. With <code>--mask</code> each recurrent network is trained a second time with layers that
      skip the padding: its rows say “with mask”. The dense network averages over all positions and has
      nothing to lose on the way.
    </p>`;
}

function explainBaselines({ baselines }: Results): Html | null {
  if (baselines.length === 0) return null;
  return html`<h3>Baselines</h3>
    <p>A network that does not beat these is not worth its milliseconds.</p>
    <dl>
      ${baselines.map(
        ({ name, description }) =>
          html`<dt>${name}</dt>
            <dd>${description}</dd>`,
      )}
    </dl>`;
}

export function newMessagesSection({ newMessages }: Results): Section {
  const names = [...new Set(newMessages.flatMap(({ scores }) => scores.map(({ name }) => name)))];
  const rows = newMessages.map(({ text, scores }) => [
    text,
    ...names.map((name) => numberText(scores.find((score) => score.name === name)?.score ?? null, decimals)),
  ]);
  return {
    id: 'new-messages',
    title: 'New messages',
    body: () =>
      rows.length === 0
        ? html`<p>${NOTHING}</p>`
        : html`<p>What each network says of messages that it has never seen: 0 is ham, 1 is spam.</p>
            ${tableOf({ label: 'Scores of new messages', head: ['message', ...names], rows })}`,
  };
}
