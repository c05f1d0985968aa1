import * as tf from '@tensorflow/tfjs';
import type { Random } from './random.js';

interface DropoutArgs {
  readonly name: string;
  /** The share of the inputs that is set to 0 while training. */
  readonly rate: number;
  readonly random: Random;
}

/**
 * The Dropout of TensorFlow.js with a mask from our own random numbers: with a `seed` its own layer draws the same
 * mask for every batch, without one a run cannot be repeated. Saved under the name of the built-in layer, so that any
 * TensorFlow.js program loads the model.
 */
export class SeededDropout extends tf.layers.Layer {
  static readonly className: string = 'Dropout';
  readonly #rate: number;
  readonly #random: Random;

  constructor({ name, rate, random }: DropoutArgs) {
    super({ name });
    this.supportsMasking = true;
    this.#rate = rate;
    this.#random = random;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    if (input === undefined) throw new TypeError('Cannot drop out: the layer has no input');
    if (kwargs.training !== true) return input;
    return tf.tidy(() => input.mul(tf.tensor(this.#drawMask(input.shape), this.maskShape(input.shape))));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate, noiseShape: null, seed: null };
  }

  /** One number for each value. */
  protected maskShape(shape: readonly number[]): number[] {
    return [...shape];
  }

  #drawMask(shape: readonly number[]): Float32Array {
    const kept = 1 / (1 - this.#rate);
    const mask = new Float32Array(this.maskShape(shape).reduce((a, b) => a * b, 1));
    for (let i = 0; i < mask.length; i++) mask[i] = this.#random.next() < this.#rate ? 0 : kept;
    return mask;
  }
}

/** Drops whole features of a sequence instead of single values. */
export class SeededSpatialDropout1D extends SeededDropout {
  static override readonly className: string = 'SpatialDropout1D';

  /** One number for each message and feature, the same at every step. */
  protected override maskShape([batch = 0, , features = 0]: readonly number[]): number[] {
    return [batch, 1, features];
  }
}
