import type { Architecture } from '../classifier/manifest.js';
import type { NetworkShape } from './architectures.js';
import type { Schedule } from './fit-network.js';

/** The settings of the published experiment with its four networks. */
export function experimentShape(architecture: Architecture, mask: boolean): NetworkShape {
  const units = architecture === 'dense' ? 24 : 128;
  return { vocabulary: 500, length: 50, embedding: 16, units, dropout: 0.2, mask };
}

export function experimentSchedule(architecture: Architecture, epochs: number = EXPERIMENT_EPOCHS): Schedule {
  const patience = architecture === 'dense' ? 3 : 2;
  return { epochs, patience, batchSize: 32, learningRate: 1e-3 };
}

export const EXPERIMENT_EPOCHS = 30;
