import { z } from 'zod';
import { loadError, parsePart, sha256Of } from './bundle.js';
import { modelNameOf, nameSchema, versionSchema } from './manifest.js';
import type { FilesByName } from './read-bundle.js';

const About = z.looseObject({ name: nameSchema, version: versionSchema, architecture: z.string() });

export interface BundleFacts {
  /** `default@1.0.0` for instance. */
  readonly id: string;
  readonly architecture: string;
  /** sha256 of the manifest, which has those of the other files. */
  readonly digest: string;
  /** Of all files. */
  readonly bytes: number;
}

/** What a bundle says of itself. Throws a `BundleError`; `where` is for its message. */
export function describeBundle(files: FilesByName, where: string): BundleFacts {
  const manifest = files['manifest.json'];
  if (manifest === undefined) throw loadError(where, 'manifest.json is missing');
  const about = parsePart(manifest, About, { dir: where, file: 'manifest.json' });
  return {
    id: modelNameOf(about),
    architecture: about.architecture,
    digest: sha256Of(manifest),
    bytes: Object.values(files).reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}
