import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bundle, loadError, parseBundle, PAYLOAD_FILES } from './bundle.js';
import { NGRAM_FILES, type NgramBundle, parseNgramBundle } from './ngram/ngram-bundle.js';
import { faultCode, faultReason } from './fault-reason.js';

/** Files by their names, byte for byte. */
export type FilesByName = Readonly<Record<string, Uint8Array>>;

const CARD = 'CARD.md';

/**
 * The files of the model in a folder: the manifest, what is loaded beside it and, where it is there, the card. Rejects
 * with a `BundleError` where it is no folder or a file cannot be read; what is missing, whoever loads them will say.
 */
export async function readBundleFiles(dir: string): Promise<FilesByName> {
  await requireFolder(dir);
  const manifest = await readPart(dir, 'manifest.json');
  const payload = architectureOf(manifest) === 'ngram' ? NGRAM_FILES : PAYLOAD_FILES;
  const others = await Promise.all(
    [...payload, CARD].map(async (name) => [name, await readPart(dir, name)] as const),
  );
  return Object.fromEntries(
    [['manifest.json', manifest] as const, ...others].flatMap(([name, bytes]) =>
      bytes === null ? [] : [[name, bytes]],
    ),
  );
}

/** Whether the files are those of a linear model over n-grams, by their manifest. */
export function isNgramModel(files: FilesByName): boolean {
  return architectureOf(files['manifest.json'] ?? null) === 'ngram';
}

function architectureOf(manifest: Uint8Array | null): string | null {
  if (manifest === null) return null;
  const parsed = z.looseObject({ architecture: z.string() }).safeParse(parseJson(manifest));
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

/** Checks the files of a linear model over n-grams. `where` is for the message of the `BundleError` only. */
export function ngramBundleFrom(files: FilesByName, where: string): NgramBundle {
  const part = (name: string): Uint8Array => requirePart(files, name, where);
  return parseNgramBundle(
    {
      'manifest.json': part('manifest.json'),
      'model.json': part('model.json'),
      'weights.bin': part('weights.bin'),
      'vocabulary.bin': part('vocabulary.bin'),
    },
    where,
  );
}

/** Checks the files of a network. `where` is for the message of the `BundleError` only. */
export function bundleFrom(files: FilesByName, where: string): Bundle {
  const part = (name: string): Uint8Array => requirePart(files, name, where);
  return parseBundle(
    {
      'manifest.json': part('manifest.json'),
      'model.json': part('model.json'),
      'weights.bin': part('weights.bin'),
      'tokenizer.json': part('tokenizer.json'),
    },
    where,
  );
}

/** Reads and checks the network in a folder. Rejects with a `BundleError` for whatever is wrong with it. */
export async function readBundle(dir: string): Promise<Bundle> {
  return bundleFrom(await readBundleFiles(dir), dir);
}

function requirePart(files: FilesByName, name: string, where: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw loadError(where, `${name} is missing`);
  return bytes;
}

async function requireFolder(dir: string): Promise<void> {
  const found = await stat(dir).catch((cause: unknown) => {
    throw loadError(dir, faultReason(cause), cause);
  });
  if (!found.isDirectory()) throw loadError(dir, 'it is not a folder');
}

/** Null where there is no such file. */
async function readPart(dir: string, file: string): Promise<Uint8Array | null> {
  return readFile(join(dir, file)).catch((cause: unknown) => {
    if (faultCode(cause) === 'ENOENT') return null;
    throw loadError(dir, `${file}: ${faultReason(cause)}`, cause);
  });
}
