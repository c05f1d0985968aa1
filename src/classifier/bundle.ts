import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type TokenizerFile, tokenizerSchema } from './keras-tokenizer.js';
import { FORMAT_VERSION, type Manifest, manifestSchema } from './manifest.js';
import { type NetworkFile, networkFileSchema, networkProblems, weightSpecsOf } from './network-file.js';

/** The files that are loaded beside the manifest, each with its sha256 in it. */
export const PAYLOAD_FILES = ['model.json', 'weights.bin', 'tokenizer.json'] as const;
type PayloadFile = (typeof PAYLOAD_FILES)[number];

/** What a program reads of a bundle, byte for byte. */
export type BundleFiles = Readonly<Record<PayloadFile | 'manifest.json', Uint8Array>>;

/** A bundle whose parts have been found to fit together. */
export interface Bundle {
  readonly manifest: Manifest;
  readonly tokenizer: TokenizerFile;
  readonly network: NetworkFile;
  /** Little-endian 32-bit floats, one weight after the other in the order of `network`. */
  readonly weights: Uint8Array;
}

/** A bundle that cannot be loaded or written; the message says which and why. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

export function loadError(dir: string, reason: string, cause?: unknown): BundleError {
  return new BundleError(`Cannot load the model in "${dir}": ${reason}`, { cause });
}

/** Checks everything and throws one `BundleError` that lists what does not fit. `dir` is for the message only. */
export function parseBundle(files: BundleFiles, dir: string): Bundle {
  const fail = (reasons: readonly string[]): void => {
    if (reasons.length > 0) throw loadError(dir, reasons.join('; '));
  };
  const manifest = parseManifest(files['manifest.json'], dir);
  fail(hashProblems(files, manifest));
  const tokenizer = parsePart(files['tokenizer.json'], tokenizerSchema, { dir, file: 'tokenizer.json' });
  const network = parsePart(files['model.json'], networkFileSchema, { dir, file: 'model.json' });
  fail(networkProblems(network, manifest, tokenizer.vocabulary));
  fail(weightProblems(files['weights.bin'], network));
  return { manifest, tokenizer, network, weights: files['weights.bin'] };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hashes by file name, as the manifest keeps them. */
export function hashesOf(files: Readonly<Record<PayloadFile, Uint8Array>>): Manifest['files'] {
  return {
    'model.json': sha256Of(files['model.json']),
    'weights.bin': sha256Of(files['weights.bin']),
    'tokenizer.json': sha256Of(files['tokenizer.json']),
  };
}

function parseManifest(bytes: Uint8Array, dir: string): Manifest {
  requireFormat(bytes, dir);
  return parsePart(bytes, manifestSchema, { dir, file: 'manifest.json' });
}

/** Looked at before the rest: of a newer format nothing else is known. Throws a `BundleError`. */
export function requireFormat(bytes: Uint8Array, dir: string): void {
  const format = z.looseObject({ formatVersion: z.int() });
  const { formatVersion } = parsePart(bytes, format, { dir, file: 'manifest.json' });
  if (formatVersion > FORMAT_VERSION)
    throw loadError(
      dir,
      `its format is version ${formatVersion}, this program reads up to ${FORMAT_VERSION}`,
    );
}

export interface Where {
  readonly dir: string;
  readonly file: string;
}

/** One JSON file of a bundle. Throws a `BundleError` that says what is wrong where. */
export function parsePart<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
  where: Where,
): z.infer<Schema> {
  const result = schema.safeParse(readJson(bytes, where));
  if (result.success) return result.data;
  const reasons = result.error.issues.map(
    ({ path, message }) => `${[where.file, ...path].join('.')}: ${message}`,
  );
  throw loadError(where.dir, reasons.join('; '));
}

function readJson(bytes: Uint8Array, { dir, file }: Where): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw loadError(dir, `${file} is not valid JSON`, cause);
  }
}

function hashProblems(files: BundleFiles, manifest: Manifest): string[] {
  const found = hashesOf(files);
  return PAYLOAD_FILES.filter((name) => found[name] !== manifest.files[name]).map(
    (name) => `${name} is not the file that the manifest describes (its sha256 differs)`,
  );
}

const BYTES_PER_WEIGHT = 4;

function weightProblems(weights: Uint8Array, network: NetworkFile): string[] {
  const specs = weightSpecsOf(network);
  const count = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  if (weights.byteLength !== count * BYTES_PER_WEIGHT)
    return [`weights.bin has ${weights.byteLength} bytes, the network needs ${count * BYTES_PER_WEIGHT}`];
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  for (let at = 0; at < weights.byteLength; at += BYTES_PER_WEIGHT) {
    if (!Number.isFinite(view.getFloat32(at, true)))
      return [`weights.bin has a weight that is not a finite number, at byte ${at}`];
  }
  return [];
}
