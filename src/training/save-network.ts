import * as tf from '@tensorflow/tfjs';
import { networkFileSchema, type NetworkFile } from '../classifier/network-file.js';
import { copyWeights } from './fit-network.js';

export interface SavedNetwork {
  /** `model.json` as TensorFlow.js writes it. */
  readonly network: NetworkFile;
  /** `weights.bin`. */
  readonly weights: Uint8Array;
}

export async function saveNetwork(model: tf.Sequential): Promise<SavedNetwork> {
  const files: NetworkFile[] = [];
  const handler = tf.io.withSaveHandler(
    async ({ modelTopology, format, generatedBy, convertedBy, weightSpecs }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      files.push(
        networkFileSchema.parse({ modelTopology, format, generatedBy, convertedBy, weightsManifest }),
      );
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  );
  await model.save(handler);
  const [network] = files;
  if (network === undefined) throw new Error('TensorFlow.js saved no model');
  return { network, weights: joinWeights(copyWeights(model)) };
}

const BYTES_PER_WEIGHT = 4;

/** One after the other, little-endian on every machine. */
export function joinWeights(weights: readonly Float32Array[]): Uint8Array {
  const values = weights.flatMap((weight) => [...weight]);
  const view = new DataView(new ArrayBuffer(values.length * BYTES_PER_WEIGHT));
  for (const [i, value] of values.entries()) view.setFloat32(i * BYTES_PER_WEIGHT, value, true);
  return new Uint8Array(view.buffer);
}
