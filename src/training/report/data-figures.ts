import type { Results } from '../compare/results.js';
import { drawChart, HAM_COLOUR, SPAM_COLOUR, type Figure } from './figure.js';
import { percent } from './format.js';
import { drawWordCloud } from './word-cloud.js';

const CLASS_COLOUR = {
  field: 'class',
  type: 'nominal' as const,
  scale: { domain: ['spam', 'ham'], range: [SPAM_COLOUR, HAM_COLOUR] },
};

/** The pictures of the messages themselves. */
export async function drawDataFigures(results: Results): Promise<Figure[]> {
  return Promise.all([
    drawWords(results, 'spam'),
    drawWords(results, 'ham'),
    drawDistribution(results),
    drawLengths(results),
  ]);
}

async function drawWords({ data }: Results, label: 'spam' | 'ham'): Promise<Figure> {
  const { words } = data[label];
  const frequent = words.slice(0, 5).map(({ word }) => word);
  const about = {
    name: `words-${label}`,
    caption: `Words of ${label}, the frequent ones larger`,
    alt: `Word cloud of ${label}; the most frequent words: ${frequent.join(', ')}`,
  };
  return drawWordCloud(about, words, label === 'spam' ? SPAM_COLOUR : HAM_COLOUR);
}

/** How many messages of each class there are, and how many the experiment uses. */
export function countsOf({ data, split }: Results) {
  return {
    all: { spam: data.spam.count, ham: data.ham.count },
    used: {
      spam: split.train.spam + split.validation.spam + (split.holdout?.spam ?? 0),
      ham: split.train.ham + split.validation.ham + (split.holdout?.ham ?? 0),
    },
  };
}

async function drawDistribution(results: Results): Promise<Figure> {
  const { all, used } = countsOf(results);
  const values = [
    { part: 'all messages', class: 'spam', messages: all.spam },
    { part: 'all messages', class: 'ham', messages: all.ham },
    { part: 'used here', class: 'spam', messages: used.spam },
    { part: 'used here', class: 'ham', messages: used.ham },
  ];
  const about = {
    name: 'classes',
    caption: 'Messages of each class before and after balancing',
    alt: `Bar chart: ${all.spam} spam and ${all.ham} ham messages in all; ${used.spam} and ${used.ham} are used`,
  };
  const encoding = {
    x: { field: 'part', type: 'nominal' as const, sort: null, title: null, axis: { labelAngle: 0 } },
    xOffset: { field: 'class', sort: ['spam', 'ham'] },
    y: { field: 'messages', type: 'quantitative' as const },
  };
  return drawChart(about, {
    width: 420,
    height: 240,
    data: { values },
    encoding,
    layer: [
      { mark: 'bar', encoding: { color: CLASS_COLOUR } },
      { mark: { type: 'text', dy: -7 }, encoding: { text: { field: 'messages' } } },
    ],
  });
}

async function drawLengths({ data }: Results): Promise<Figure> {
  const values = (['spam', 'ham'] as const).flatMap((label) =>
    data[label].lengthHistogram.map(({ from, to, texts }) => ({
      class: label,
      from,
      to,
      percent: data[label].count === 0 ? 0 : Number(percent(texts / data[label].count)),
    })),
  );
  const [spam, ham] = [Math.round(data.spam.meanLength), Math.round(data.ham.meanLength)];
  const about = {
    name: 'lengths',
    caption: 'Lengths of the texts: share of each class in steps of 25 characters',
    alt: `Histogram of text lengths: spam has ${spam} characters on average, ham ${ham}`,
  };
  return drawChart(about, {
    width: 560,
    height: 260,
    data: { values },
    mark: { type: 'bar', opacity: 0.6 },
    encoding: {
      x: { field: 'from', type: 'quantitative', bin: 'binned', title: 'characters' },
      x2: { field: 'to' },
      y: { field: 'percent', type: 'quantitative', stack: null, title: '% of the class' },
      color: CLASS_COLOUR,
    },
  });
}
