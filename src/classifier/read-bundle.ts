import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundle, loadError, parseBundle } from './bundle.js';
import { faultCode, faultReason } from './fault-reason.js';

/** Reads and checks the bundle in a folder. Rejects with a `BundleError` for whatever is wrong with it. */
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
