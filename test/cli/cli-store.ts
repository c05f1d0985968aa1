import { keyedHash, PRIVACY_KEY } from '../support/privacy.js';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewModel } from '../../src/domain/model.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { aModel } from '../support/store-builders.js';
import { type CliResult, runCli } from './run-cli.js';

export const BASE = 'default@1.0.0';
export const NEXT = 'default@1.0.1';

/** `hamgate` on a store in a folder of its own, and that store between two commands. */
export interface CliStore {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly hamgate: (...args: readonly string[]) => Promise<CliResult>;
  readonly withStore: <Result>(work: (store: Store) => Promise<Result>) => Promise<Result>;
  readonly cleanUp: () => void;
}

export function createCliStore(): CliStore {
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-learning-'));
  const url = `file:${join(folder, 'hamgate.db')}`;
  const env = { DATABASE_URL: url, PRIVACY_KEY };
  return {
    folder,
    env,
    hamgate: (...args) => runCli(args, { env }),
    withStore: async (work) => {
      const store = await openStore(url, keyedHash);
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The shipped bundle under another version, as a candidate. */
export async function addCandidate(
  { withStore }: CliStore,
  id: string,
  parts: Partial<NewModel> = {},
): Promise<void> {
  const dir = 'model/default';
  const files = Object.fromEntries(
    readdirSync(dir).map((name) => [name, new Uint8Array(readFileSync(join(dir, name)))]),
  );
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as object;
  const [, version] = id.split('@');
  files['manifest.json'] = Buffer.from(JSON.stringify({ ...manifest, version }));
  const about = { parent: BASE, measuredAgainst: BASE, files };
  await withStore((store) => store.addModel(aModel(id, { ...about, ...parts })));
}

/** Exit code and words of a command that failed. */
export const failed = (problem: RegExp): unknown[] => [1, expect.stringMatching(problem)];
