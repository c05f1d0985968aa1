import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, parseBundle, sha256Of } from '../../src/classifier/bundle.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { readBundle } from '../../src/classifier/read-bundle.js';
import {
  type BundleParts,
  renderBundle,
  requireWritable,
  writeBundle,
} from '../../src/classifier/write-bundle.js';
import { aBundleParts, inFolder } from './bundle-builder.js';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

async function withBundle<Result>(work: (dir: string) => Promise<Result>): Promise<Result> {
  return inFolder(async (dir) => {
    const target = join(dir, 'tiny');
    await writeBundle(target, await aBundleParts(), '# Card\n');
    return work(target);
  });
}

/** The message with the folder, which is another one in each run, called DIR. */
async function refusal(work: Promise<unknown>, dir: string): Promise<string> {
  const error: unknown = await work.then(
    () => 'nothing was refused',
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(BundleError);
  return String(error).replaceAll(dir, 'DIR');
}

test('readBundle() gives back what writeBundle() wrote', async () => {
  await withBundle(async (dir) => {
    const parts = await aBundleParts();
    const { manifest, network, weights, tokenizer } = await readBundle(dir);
    expect(manifest).toMatchObject(parts.manifest);
    expect(network).toEqual(parts.network);
    expect(new Uint8Array(weights)).toEqual(parts.weights);
    expect(tokenizer).toEqual(parts.tokenizer);
    expect((await readdir(dir)).sort()).toEqual([
      'CARD.md',
      'manifest.json',
      'model.json',
      'tokenizer.json',
      'weights.bin',
    ]);
    expect(manifest.files['weights.bin']).toBe(sha256Of(await readFile(join(dir, 'weights.bin'))));
  });
});

test.each(['manifest.json', 'model.json', 'weights.bin', 'tokenizer.json'])(
  'readBundle() names a missing %s',
  async (file) => {
    await withBundle(async (dir) => {
      await rm(join(dir, file));
      expect(await refusal(readBundle(dir), dir)).toBe(
        `BundleError: Cannot load the model in "DIR": ${file} is missing`,
      );
    });
  },
);

test.each(['model.json', 'weights.bin', 'tokenizer.json'])(
  'readBundle() refuses a %s with one byte changed',
  async (file) => {
    await withBundle(async (dir) => {
      const content = await readFile(join(dir, file));
      content[8] = (content[8] ?? 0) ^ 1;
      await writeFile(join(dir, file), content);
      expect(await refusal(readBundle(dir), dir)).toBe(
        `BundleError: Cannot load the model in "DIR": ${file} is not the file that the manifest describes (its sha256 differs)`,
      );
    });
  },
);

test.each([
  ['is cut off', '{"formatVersion": 1', 'manifest.json is not valid JSON'],
  ['is no UTF-8', '\xff', 'manifest.json is not valid JSON'],
  ['is empty', '', 'manifest.json is not valid JSON'],
  ['has no version', '{}', 'manifest.json.formatVersion: Invalid input: expected number, received undefined'],
  ['is newer', '{"formatVersion": 2}', 'its format is version 2, this program reads up to 1'],
])('readBundle() refuses a manifest that %s', async (_, content, reason) => {
  await withBundle(async (dir) => {
    await writeFile(join(dir, 'manifest.json'), Buffer.from(content, 'latin1'));
    expect(await refusal(readBundle(dir), dir)).toContain(`Cannot load the model in "DIR": ${reason}`);
  });
});

test('readBundle() names a folder that is not there', async () => {
  await expect(readBundle('./no/such/folder')).rejects.toThrow(
    'Cannot load the model in "./no/such/folder": it does not exist',
  );
});

test('readBundle() refuses a file in place of the folder', async () => {
  await withBundle(async (dir) => {
    const file = join(dir, 'CARD.md');
    expect(await refusal(readBundle(file), file)).toContain('"DIR": it is not a folder');
  });
});

test('openScorer() refuses as readBundle() does', async () => {
  await expect(openScorer('./no/such/folder')).rejects.toThrow(BundleError);
});

/** Bundles whose hashes are right and whose parts do not fit together. */
test.each<[string, (parts: BundleParts) => BundleParts, string]>([
  [
    'a tokenizer of another size',
    (parts) => ({ ...parts, tokenizer: { ...parts.tokenizer, vocabulary: 4000 } }),
    'vocabulary has 4000 words, the network expects 12',
  ],
  [
    'weights of another length',
    (parts) => ({ ...parts, weights: parts.weights.slice(4) }),
    'weights.bin has 224 bytes, the network needs 228',
  ],
  [
    'a weight that is NaN',
    (parts) => ({ ...parts, weights: withNaN(parts.weights, 40) }),
    'weights.bin has a weight that is not a finite number, at byte 40',
  ],
  [
    'several faults',
    (parts) => ({
      ...parts,
      manifest: { ...parts.manifest, mask: true, sequence: { vocabulary: 12, length: 9 } },
    }),
    'the network takes 6 tokens, the manifest says 9; the network has no mask, the manifest says one',
  ],
])('parseBundle() refuses %s', async (_, change, reason) => {
  const files = renderBundle(change(await aBundleParts()));
  expect(() => parseBundle(files, 'DIR')).toThrow(
    new BundleError(`Cannot load the model in "DIR": ${reason}`),
  );
});

function withNaN(weights: Uint8Array, at: number): Uint8Array {
  const copy = weights.slice();
  new DataView(copy.buffer).setFloat32(at, NaN, true);
  return copy;
}

test.each([
  ['model.json', '{"format": "graph-model"}', 'model.json.format: Invalid input'],
  ['model.json', '[', 'model.json is not valid JSON'],
  ['tokenizer.json', '{"kind": "ngrams"}', 'tokenizer.json.kind: Invalid input'],
  ['tokenizer.json', 'null', 'tokenizer.json: Invalid input'],
] as const)('parseBundle() names the trouble of %s with the content %s', async (file, content, reason) => {
  const files = { ...renderBundle(await aBundleParts()), [file]: bytes(content) };
  const manifest: unknown = JSON.parse(text(files['manifest.json']));
  const hashed = { files: { ...(manifest as BundleManifest).files, [file]: sha256Of(files[file]) } };
  const patched = {
    ...files,
    'manifest.json': bytes(JSON.stringify({ ...(manifest as object), ...hashed })),
  };
  expect(() => parseBundle(patched, 'DIR')).toThrow(`Cannot load the model in "DIR": ${reason}`);
});

interface BundleManifest {
  readonly files: object;
}

test('writeBundle() replaces an older bundle as a whole', async () => {
  await withBundle(async (dir) => {
    await writeFile(join(dir, 'left-over'), '');
    const parts = await aBundleParts('dense', 2);
    await writeBundle(dir, parts, '# New card\n');
    expect(new Uint8Array((await readBundle(dir)).weights)).toEqual(parts.weights);
    expect(await readdir(dir)).not.toContain('left-over');
    expect(await readdir(join(dir, '..'))).toEqual(['tiny']);
  });
});

test('writeBundle() takes an empty folder and makes the folders above', async () => {
  await inFolder(async (dir) => {
    await mkdir(join(dir, 'empty'));
    await writeBundle(join(dir, 'empty'), await aBundleParts(), '');
    await writeBundle(join(dir, 'a', 'b'), await aBundleParts(), '');
    await expect(readBundle(join(dir, 'a', 'b'))).resolves.toBeDefined();
    await expect(readBundle(join(dir, 'empty'))).resolves.toBeDefined();
  });
});

test.each([
  ['writeBundle()', async (dir: string) => writeBundle(dir, await aBundleParts(), '')],
  ['requireWritable()', requireWritable],
])('%s refuses a folder that is no bundle, and leaves it alone', async (_, write) => {
  await inFolder(async (dir) => {
    await writeFile(join(dir, 'thesis.txt'), 'years of work');
    expect(await refusal(write(dir), dir)).toBe(
      'BundleError: Cannot write the model to "DIR": the folder holds something that is no model',
    );
    expect(await readFile(join(dir, 'thesis.txt'), 'utf8')).toBe('years of work');
  });
});

test('requireWritable() refuses a place below a file', async () => {
  await inFolder(async (dir) => {
    await writeFile(join(dir, 'file'), '');
    expect(await refusal(requireWritable(join(dir, 'file', 'model')), dir)).toContain(
      'Cannot write the model to "DIR/file/model": ',
    );
  });
});

test('requireWritable() leaves nothing behind', async () => {
  await inFolder(async (dir) => {
    await requireWritable(join(dir, 'model'));
    expect(await readdir(dir)).toEqual([]);
  });
});

test('writeBundle() writes nothing that would not load', async () => {
  await inFolder(async (dir) => {
    const parts = await aBundleParts();
    await expect(writeBundle(join(dir, 'm'), { ...parts, weights: new Uint8Array() }, '')).rejects.toThrow(
      BundleError,
    );
    await expect(access(join(dir, 'm'))).rejects.toThrow('ENOENT');
  });
});
