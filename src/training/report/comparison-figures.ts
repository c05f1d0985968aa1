import type { Results } from '../compare/results.js';
import { calibrationBins, precisionRecallPoints, rocPoints } from '../compare/statistics.js';
import { contendersOf, type Contender } from './contenders.js';
import { drawChart, PALETTE, type Figure } from './figure.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Curves extends Omit<Figure, 'svg'> {
  readonly x: string;
  readonly y: string;
  readonly hasDiagonal: boolean;
  /** Few enough to be told apart. */
  readonly hasDots: boolean;
  readonly contenders: readonly Contender[];
  readonly pointsOf: (contender: Contender) => readonly Point[];
}

/** ROC, precision-recall and calibration curves of every network's median run and every baseline. */
export async function drawComparisonFigures(results: Results): Promise<Figure[]> {
  const contenders = contendersOf(results);
  if (contenders.length === 0) return [];
  const of = contenders.map(({ name }) => name).join(', ');
  return Promise.all(
    [rocOf(contenders, of), precisionRecallOf(contenders, of), calibrationOf(contenders)].map(drawCurves),
  );
}

function rocOf(contenders: readonly Contender[], of: string): Curves {
  return {
    name: 'roc',
    caption: 'ROC: spam that is caught for the ham one loses, at every threshold',
    alt: `ROC curves of ${of}`,
    x: 'false-positive rate',
    y: 'recall',
    hasDiagonal: true,
    hasDots: false,
    contenders,
    pointsOf: ({ items }) => rocPoints(items).map(({ falsePositiveRate: x, recall: y }) => ({ x, y })),
  };
}

function precisionRecallOf(contenders: readonly Contender[], of: string): Curves {
  return {
    name: 'precision-recall',
    caption: 'Precision and recall at every threshold',
    alt: `Precision-recall curves of ${of}`,
    x: 'recall',
    y: 'precision',
    hasDiagonal: false,
    hasDots: false,
    contenders,
    pointsOf: ({ items }) => precisionRecallPoints(items).map(({ recall: x, precision: y }) => ({ x, y })),
  };
}

function calibrationOf(all: readonly Contender[]): Curves {
  const contenders = all.filter(({ hasProbabilities }) => hasProbabilities);
  return {
    name: 'calibration',
    caption: 'Calibration: on the diagonal, a score of 0.8 is spam in eight cases of ten',
    alt: `Calibration curves of ${contenders.map(({ name }) => name).join(', ')}`,
    x: 'mean score',
    y: 'share of spam',
    hasDiagonal: true,
    hasDots: true,
    contenders,
    pointsOf: ({ items }) => calibrationBins(items).map(({ meanScore: x, spamShare: y }) => ({ x, y })),
  };
}

const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

async function drawCurves({ name, caption, alt, ...curves }: Curves): Promise<Figure> {
  const values = curves.contenders.flatMap((contender) =>
    curves.pointsOf(contender).map((point, order) => ({ ...point, order, name: contender.name })),
  );
  const encoding = {
    x: { field: 'x', type: 'quantitative' as const, title: curves.x, scale: { domain: [0, 1] } },
    y: { field: 'y', type: 'quantitative' as const, title: curves.y, scale: { domain: [0, 1] } },
  };
  const domain = curves.contenders.map((contender) => contender.name);
  const color = { field: 'name', type: 'nominal' as const, scale: { domain, range: PALETTE } };
  const lines = {
    data: { values },
    mark: { type: 'line' as const, point: curves.hasDots && { size: 16 }, strokeWidth: 1.8 },
    encoding: { ...encoding, order: { field: 'order', type: 'quantitative' as const }, color },
  };
  const diagonal = {
    data: { values: curves.hasDiagonal ? DIAGONAL : [] },
    mark: { type: 'line' as const, strokeDash: [4, 4], color: '#888888' },
    encoding,
  };
  return drawChart({ name, caption, alt }, { width: 330, height: 330, layer: [diagonal, lines] });
}
