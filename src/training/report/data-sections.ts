import type { Results } from '../compare/results.js';
import { countsOf } from './data-figures.js';
import { percent, whole } from './format.js';
import { html, tableOf, type Html } from './html.js';
import type { Section } from './section.js';
import { balancingPart } from './balancing.js';

const CLASSES = ['spam', 'ham'] as const;

/** The rows as they come from the file. */
export function dataSection({ data }: Results): Section {
  return {
    id: 'data',
    title: 'The data',
    body: () =>
      html`<p>
          ${whole(data.rows)} messages of <code>${data.name}</code>, sha256
          <code class="hash">${data.sha256}</code>. The first rows:
        </p>
        ${tableOf({ label: 'First rows', head: ['label', 'text'], rows: data.firstRows.map(({ label, text }) => [label, text]) })}
        <p>
          Of each class: how many texts, how many different ones, and the most frequent text with its
          frequency.
        </p>
        ${tableOf({
          label: 'Description of each class',
          head: ['class', 'count', 'unique', 'most frequent', 'frequency'],
          rows: CLASSES.map((label) => {
            const { count, unique, mostFrequent, frequency } = data[label];
            return [label, whole(count), whole(unique), mostFrequent, whole(frequency)];
          }),
        })}`,
  };
}

export function wordsSection({ data }: Results): Section {
  const frequent = CLASSES.map((label) => [
    label,
    data[label].words
      .slice(0, 15)
      .map(({ word, count }) => `${word} ${count}`)
      .join(', '),
  ]);
  return {
    id: 'words',
    title: 'Words of spam and of ham',
    body: (figure) =>
      html`<p>Stop words are left out. A word's area grows with its count.</p>
        ${figure('words-spam')}${figure('words-ham')}
        ${tableOf({ label: 'Most frequent words', head: ['class', 'words and their counts'], rows: frequent })}`,
  };
}

export function classesSection(results: Results): Section {
  const { all, used } = countsOf(results);
  const { split } = results;
  const how = `The networks were trained with the method ${split.balance ?? 'none'}.`;
  const origin =
    split.method === 'file' ? 'The rows of each part come from a file.' : 'The parts were drawn with a seed.';
  const row = (name: string, { spam, ham }: { spam: number; ham: number }) => [
    name,
    whole(spam),
    whole(ham),
    spam + ham === 0 ? '–' : percent(spam / (spam + ham)),
  ];
  return {
    id: 'classes',
    title: 'Classes before and after balancing',
    body: (figure) =>
      html`<p>${how} ${origin}</p>
        ${figure('classes')}
        ${tableOf({
          label: 'Messages of each class',
          head: ['part', 'spam', 'ham', '% spam'],
          rows: [
            row('all messages', all),
            row('used here', used),
            row('training', split.train),
            row('validation', split.validation),
            ...(split.holdout === undefined ? [] : [row('kept away', split.holdout)]),
          ],
        })}
        ${balancingPart(results)}`,
  };
}

export function textsSection({ data }: Results): Section {
  const { tokens } = data;
  return {
    id: 'texts',
    title: 'Lengths, tokens and padding',
    body: (figure) =>
      html`<p>
          On average a spam message has ${data.spam.meanLength.toFixed(1)} characters and a ham message
          ${data.ham.meanLength.toFixed(1)}.
        </p>
        ${figure('lengths')}
        <p>
          The training part has ${whole(tokens.distinct)} distinct tokens. A vocabulary of
          ${whole(tokens.vocabulary)} ids knows ${percent(tokens.trainingCoverage)} % of all tokens of the
          training part and ${percent(tokens.validationCoverage)} % of the validation part. Each message
          becomes ${tokens.length} ids: longer ones are cut, shorter ones padded with zeros at the end.
        </p>
        <h3>The first message of the training part</h3>
        ${firstMessage(tokens.first)}`,
  };
}

function firstMessage({ text, words, ids }: Results['data']['tokens']['first']): Html {
  return html`<dl>
    <dt>Text</dt>
    <dd>${text}</dd>
    <dt>Words</dt>
    <dd class="words">${words.map((word) => html`<code>${word}</code> `)}</dd>
    <dt>Padded ids</dt>
    <dd><code class="ids">${ids.join(' ')}</code></dd>
  </dl>`;
}
