import { z } from 'zod';
import { type NetworkFile, weightSpecsOf } from '../network-file.js';

const name = z.string();
/** What would make a recurrent layer another one than ours. TensorFlow.js writes all of it into the file. */
const recurrent = {
  name,
  activation: z.literal('tanh'),
  recurrent_activation: z.enum(['sigmoid', 'hard_sigmoid']),
  use_bias: z.literal(true),
  return_sequences: z.literal(false),
  return_state: z.literal(false),
  go_backwards: z.literal(false),
  stateful: z.literal(false),
};
const lstmSchema = z.object({ class_name: z.literal('LSTM'), config: z.object(recurrent) });

const layerSchema = z.discriminatedUnion('class_name', [
  z.object({
    class_name: z.literal('Embedding'),
    config: z.object({ name, mask_zero: z.boolean().nullish() }),
  }),
  z.object({ class_name: z.literal('GlobalAveragePooling1D'), config: z.object({ name }) }),
  z.object({
    class_name: z.literal('Dense'),
    config: z.object({
      name,
      activation: z.enum(['relu', 'sigmoid', 'linear']),
      use_bias: z.literal(true),
    }),
  }),
  lstmSchema,
  z.object({
    class_name: z.literal('GRU'),
    config: z.object({ ...recurrent, reset_after: z.literal(false) }),
  }),
  z.object({
    class_name: z.literal('Bidirectional'),
    config: z.object({ name, merge_mode: z.literal('concat'), layer: lstmSchema }),
  }),
  z.object({ class_name: z.literal('Dropout'), config: z.object({ name }) }),
  z.object({ class_name: z.literal('SpatialDropout1D'), config: z.object({ name }) }),
]);

/** A layer of which the native scorer knows every setting. */
export type KnownLayer = z.infer<typeof layerSchema>;
export type LstmConfig = z.infer<typeof lstmSchema>['config'];
export type GateActivation = LstmConfig['recurrent_activation'];

/** The layers of a network, null when one has a setting that is not known here or a weight with another name. */
export function knownLayersOf(network: NetworkFile): readonly KnownLayer[] | null {
  const { success, data } = z.array(layerSchema).safeParse(network.modelTopology.config.layers);
  if (!success) return null;
  // TensorFlow.js finds weights by name, we by place: with the names as expected, both find the same.
  const found = weightSpecsOf(network).map((spec) => spec.name);
  return String(found) === String(data.flatMap(weightNamesOf)) ? data : null;
}

function weightNamesOf({ class_name: kind, config }: KnownLayer): readonly string[] {
  switch (kind) {
    case 'Embedding':
      return [`${config.name}/embeddings`];
    case 'Dense':
      return [`${config.name}/kernel`, `${config.name}/bias`];
    case 'LSTM':
    case 'GRU':
      return recurrentNames(config.name);
    case 'Bidirectional':
      return ['forward', 'backward'].flatMap((way) =>
        recurrentNames(`${config.name}/${way}_${config.layer.config.name}`),
      );
    case 'GlobalAveragePooling1D':
    case 'Dropout':
    case 'SpatialDropout1D':
      return [];
  }
}

function recurrentNames(layer: string): readonly string[] {
  return ['kernel', 'recurrent_kernel', 'bias'].map((weight) => `${layer}/${weight}`);
}
