import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bundle, loadError, parseBundle } from './bundle.js';
import { type NgramBundle, parseNgramBundle } from './ngram/ngram-bundle.js';
import { faultCode, faultReason } from './fault-reason.js';

/** What kind of model the folder holds, by its manifest; null where there is none that says so. */
export async function readArchitecture(dir: string): Promise<string | null> {
  const bytes = await readFile(join(dir, 'manifest.json')).catch(() => null);
  if (bytes === null) return null;
  const parsed = z.looseObject({ architecture: z.string() }).safeParse(parseJson(bytes));
  return parsed.success ? parsed.data.architecture : null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Whoever loads it will say what is wrong.
    return null;
  }
}

/** Reads and checks the linear model over n-grams in a folder. Rejects with a `BundleError`. */
export async function readNgramBundle(dir: string): Promise<NgramBundle> {
  await requireFolder(dir);
  const [manifest, model, weights, vocabulary] = await Promise.all([
    readPart(dir, 'manifest.json'),
    readPart(dir, 'model.json'),
    readPart(dir, 'weights.bin'),
    readPart(dir, 'vocabulary.bin'),
  ]);
  return parseNgramBundle(
    { 'manifest.json': manifest, 'model.json': model, 'weights.bin': weights, 'vocabulary.bin': vocabulary },
    dir,
  );
}

/** Reads and checks the network in a folder. Rejects with a `BundleError` for whatever is wrong with it. */
export async function readBundle(dir: string): Promise<Bundle> {
  await requireFolder(dir);
  const [manifest, model, weights, tokenizer] = await Promise.all([
    readPart(dir, 'manifest.json'),
    readPart(dir, 'model.json'),
    readPart(dir, 'weights.bin'),
    readPart(dir, 'tokenizer.json'),
  ]);
  const files = {
    'manifest.json': manifest,
    'model.json': model,
    'weights.bin': weights,
    'tokenizer.json': tokenizer,
  };
  return parseBundle(files, dir);
}

async function requireFolder(dir: string): Promise<void> {
  const found = await stat(dir).catch((cause: unknown) => {
    throw loadError(dir, faultReason(cause), cause);
  });
  if (!found.isDirectory()) throw loadError(dir, 'it is not a folder');
}

async function readPart(dir: string, file: string): Promise<Uint8Array> {
  return readFile(join(dir, file)).catch((cause: unknown) => {
    throw loadError(
      dir,
      faultCode(cause) === 'ENOENT' ? `${file} is missing` : `${file}: ${faultReason(cause)}`,
      cause,
    );
  });
}
