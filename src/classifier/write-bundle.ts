import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type BundleFiles, BundleError, hashesOf, parseBundle } from './bundle.js';
import { faultReason } from './fault-reason.js';
import type { TokenizerFile } from './keras-tokenizer.js';
import type { Manifest } from './manifest.js';
import type { NetworkFile } from './network-file.js';
import { type NgramParts, parseNgramBundle, renderNgramBundle } from './ngram/ngram-bundle.js';

export interface BundleParts {
  /** Without the hashes, which follow from the other parts. */
  readonly manifest: Omit<Manifest, 'files'>;
  readonly network: NetworkFile;
  readonly weights: Uint8Array;
  readonly tokenizer: TokenizerFile;
}

/** The files of a bundle as they will be written. */
export function renderBundle(parts: BundleParts): BundleFiles {
  const payload = {
    'model.json': json(parts.network),
    'weights.bin': parts.weights,
    'tokenizer.json': json(parts.tokenizer),
  };
  return { ...payload, 'manifest.json': json({ ...parts.manifest, files: hashesOf(payload) }) };
}

/**
 * Rejects with a `BundleError` when a bundle cannot be written there: something that is no bundle is in the way, or
 * the folder above takes no files. Asked before hours of training rather than after.
 */
export async function requireWritable(dir: string): Promise<void> {
  await refuseStranger(dir);
  await rm(await makeWorkspace(dir), { recursive: true });
}

/**
 * Writes a bundle as a whole or not at all: into a new folder beside, which then takes the place of an older bundle.
 * What would not load again is not written. Rejects with a `BundleError`.
 */
export async function writeBundle(dir: string, parts: BundleParts, card: string): Promise<void> {
  const files = renderBundle(parts);
  parseBundle(files, dir);
  await writeFolder(dir, files, card);
}

/** The same for a linear model over n-grams. */
export async function writeNgramBundle(dir: string, parts: NgramParts, card: string): Promise<void> {
  const files = renderNgramBundle(parts);
  parseNgramBundle(files, dir);
  await writeFolder(dir, files, card);
}

async function writeFolder(
  dir: string,
  files: Readonly<Record<string, Uint8Array>>,
  card: string,
): Promise<void> {
  await refuseStranger(dir);
  const workspace = await makeWorkspace(dir);
  try {
    const fresh = join(workspace, 'new');
    await mkdir(fresh);
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(fresh, name), bytes);
    await writeFile(join(fresh, 'CARD.md'), card);
    await swapFolders(dir, fresh, join(workspace, 'old'));
  } catch (cause) {
    throw writeError(dir, cause);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

async function swapFolders(dir: string, fresh: string, aside: string): Promise<void> {
  const isReplacing = await exists(dir);
  if (isReplacing) await rename(dir, aside);
  try {
    await rename(fresh, dir);
  } catch (fault) {
    if (isReplacing) await rename(aside, dir);
    throw fault;
  }
}

/** A folder of our own beside the target, on the same file system, so that a rename is all that is left to do. */
async function makeWorkspace(dir: string): Promise<string> {
  const target = resolve(dir);
  try {
    await mkdir(dirname(target), { recursive: true });
    return await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  } catch (cause) {
    throw writeError(dir, cause);
  }
}

async function refuseStranger(dir: string): Promise<void> {
  if (!(await exists(dir))) return;
  const names = await readdir(dir).catch((cause: unknown) => {
    throw writeError(dir, cause);
  });
  if (names.length > 0 && !(await isBundle(dir)))
    throw new BundleError(`Cannot write the model to "${dir}": the folder holds something that is no model`);
}

async function isBundle(dir: string): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
    return z.looseObject({ formatVersion: z.int(), architecture: z.string() }).safeParse(manifest).success;
  } catch {
    // Whatever it is, it is not ours to replace.
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function writeError(dir: string, cause: unknown): BundleError {
  return new BundleError(`Cannot write the model to "${dir}": ${faultReason(cause)}`, { cause });
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
