import type { Architecture } from '../../classifier/manifest.js';
import { createNetwork, type NetworkShape } from '../architectures.js';
import { createRandom } from '../random.js';
import type { LayerRow } from './results.js';

/** The layers of a network as Keras' `summary` shows them. Needs a running backend. */
export function describeLayers(architecture: Architecture, shape: NetworkShape): readonly LayerRow[] {
  const network = createNetwork(architecture, shape, createRandom(0, 'dropout'));
  const rows = network.layers.map((layer) => ({
    name: layer.name,
    type: layer.getClassName(),
    outputShape: JSON.stringify(layer.outputShape).replaceAll('null', 'batch'),
    parameters: layer.countParams(),
  }));
  network.dispose();
  return rows;
}
