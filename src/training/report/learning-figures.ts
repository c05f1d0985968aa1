import type { EpochRecord } from '../../classifier/manifest.js';
import type { NetworkResult } from '../compare/results.js';
import { labelOf, slugOf } from '../compare/variant-names.js';
import { drawChart, PALETTE, type Figure } from './figure.js';

const MEASURES = {
  loss: {
    training: (epoch: EpochRecord) => epoch.loss,
    validation: (epoch: EpochRecord) => epoch.validationLoss,
  },
  accuracy: {
    training: (epoch: EpochRecord) => epoch.accuracy,
    validation: (epoch: EpochRecord) => epoch.validationAccuracy,
  },
};
type Measure = keyof typeof MEASURES;

/** Loss and accuracy over the epochs: two pictures a network, so that they fit a narrow page one below the other. */
export async function drawLearningFigures(networks: readonly NetworkResult[]): Promise<Figure[]> {
  const trained = networks.filter(({ runs }) => runs.length > 0);
  return Promise.all(
    trained.flatMap((network) => [drawLearning(network, 'loss'), drawLearning(network, 'accuracy')]),
  );
}

function valuesOf({ runs }: NetworkResult, measure: Measure) {
  return runs.flatMap(({ history }, run) =>
    history.flatMap((record, at) =>
      (['training', 'validation'] as const).flatMap((part) => {
        const value = MEASURES[measure][part](record);
        return value === undefined ? [] : [{ run, isFirst: run === 0, epoch: at + 1, part, value }];
      }),
    ),
  );
}

async function drawLearning(network: NetworkResult, measure: Measure): Promise<Figure> {
  const label = labelOf(network);
  const first = network.runs[0];
  const bestEpoch = first?.bestEpoch ?? 0;
  const lines = {
    mark: { type: 'line' as const, point: { size: 14 } },
    encoding: {
      x: { field: 'epoch', type: 'quantitative' as const, axis: { tickMinStep: 1, format: 'd' } },
      y: {
        field: 'value',
        type: 'quantitative' as const,
        title: measure,
        scale: { zero: measure === 'loss' },
      },
      color: {
        field: 'part',
        type: 'nominal' as const,
        scale: { range: [PALETTE[0] ?? '', PALETTE[1] ?? ''] },
      },
      detail: { field: 'run' },
      opacity: { condition: { test: 'datum.isFirst', value: 1 }, value: 0.25 },
    },
  };
  const best = {
    data: { values: [{ epoch: bestEpoch }] },
    mark: { type: 'rule' as const, strokeDash: [4, 4], color: '#888888' },
    encoding: { x: { field: 'epoch', type: 'quantitative' as const } },
  };
  const runs = network.runs.length === 1 ? 'one run' : `${network.runs.length} runs, the first strong`;
  return drawChart(
    {
      name: `learning-${slugOf(network)}-${measure}`,
      caption: `${label}: ${measure} over the epochs (${runs}); dashed: the first run's best epoch`,
      alt: `Line chart of ${measure} over the epochs of ${label}, training and validation; best epoch ${bestEpoch}`,
    },
    { width: 330, height: 220, data: { values: valuesOf(network, measure) }, layer: [lines, best] },
  );
}
