import { z } from 'zod';
import { loadError, parsePart, requireFormat, sha256Of } from '../bundle.js';
import type { NgramWeights } from './linear-model.js';
import { type NgramManifest, ngramManifestSchema } from './ngram-manifest.js';

/** The files that are loaded beside the manifest, each with its sha256 in it. */
export const NGRAM_FILES = ['model.json', 'weights.bin', 'vocabulary.bin'] as const;
export type NgramFiles = Readonly<Record<(typeof NGRAM_FILES)[number] | 'manifest.json', Uint8Array>>;

export interface NgramParts {
  /** Without the hashes, which follow from the other parts. */
  readonly manifest: Omit<NgramManifest, 'files'>;
  readonly model: NgramWeights;
}

export interface NgramBundle {
  readonly manifest: NgramManifest;
  readonly model: NgramWeights;
}

/** `model.json`: weight i is `scale` times the i-th 16-bit integer of `weights.bin`. */
const modelSchema = z.object({
  format: z.literal('hamgate-ngram'),
  bias: z.number(),
  scale: z.number().positive(),
});

const LARGEST = 32_767;

/**
 * The files of a bundle as they will be written: keys as 32-bit and weights as 16-bit integers, both little-endian. The
 * scorer rounds a weight to a 30,000th of the largest.
 */
export function renderNgramBundle({ manifest, model }: NgramParts): NgramFiles {
  const largest = model.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest === 0 ? 1 : largest / LARGEST;
  const payload = {
    'model.json': json({ format: 'hamgate-ngram', bias: model.bias, scale }),
    'weights.bin': integers(model.weights.length, 2, (view, i) =>
      view.setInt16(i * 2, Math.round((model.weights[i] ?? 0) / scale), true),
    ),
    'vocabulary.bin': integers(model.keys.length, 4, (view, i) =>
      view.setUint32(i * 4, model.keys[i] ?? 0, true),
    ),
  };
  return { ...payload, 'manifest.json': json({ ...manifest, files: hashesOf(payload) }) };
}

/** Checks everything and throws one `BundleError` that lists what does not fit. `dir` is for the message only. */
export function parseNgramBundle(files: NgramFiles, dir: string): NgramBundle {
  requireFormat(files['manifest.json'], dir);
  const manifest = parsePart(files['manifest.json'], ngramManifestSchema, { dir, file: 'manifest.json' });
  const hashes = hashesOf(files);
  const problems = NGRAM_FILES.filter((name) => hashes[name] !== manifest.files[name]).map(
    (name) => `${name} is not the file that the manifest describes (its sha256 differs)`,
  );
  problems.push(...sizeProblems(files, manifest));
  if (problems.length > 0) throw loadError(dir, problems.join('; '));
  const { bias, scale } = parsePart(files['model.json'], modelSchema, { dir, file: 'model.json' });
  const count = manifest.ngrams.words + manifest.ngrams.chars;
  const keys = viewOf(files['vocabulary.bin']);
  const weights = viewOf(files['weights.bin']);
  return {
    manifest,
    model: {
      bias,
      keys: new Uint32Array(count).map((_, i) => keys.getUint32(i * 4, true)),
      weights: new Float32Array(count).map((_, i) => weights.getInt16(i * 2, true) * scale),
    },
  };
}

function sizeProblems(files: NgramFiles, { ngrams }: NgramManifest): string[] {
  const count = ngrams.words + ngrams.chars;
  return (
    [
      ['weights.bin', 2],
      ['vocabulary.bin', 4],
    ] as const
  )
    .filter(([name, bytes]) => files[name].byteLength !== count * bytes)
    .map(
      ([name, bytes]) =>
        `${name} has ${files[name].byteLength} bytes, ${count} n-grams need ${count * bytes}`,
    );
}

type Payload = Omit<NgramFiles, 'manifest.json'>;

function hashesOf(payload: Payload): NgramManifest['files'] {
  return {
    'model.json': sha256Of(payload['model.json']),
    'weights.bin': sha256Of(payload['weights.bin']),
    'vocabulary.bin': sha256Of(payload['vocabulary.bin']),
  };
}

function integers(count: number, bytes: number, write: (view: DataView, i: number) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(count * bytes));
  for (let i = 0; i < count; i++) write(view, i);
  return new Uint8Array(view.buffer);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
