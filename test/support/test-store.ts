import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { keyedHash } from './privacy.js';

export interface TestStore {
  readonly store: Store;
  /** For a second store, or a second process, on the same database. */
  readonly url: string;
  /** Closes the store and removes its folder. */
  readonly cleanUp: () => Promise<void>;
}

/** A new SQLite store in a folder of its own. */
export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-store-'));
  const url = `file:${join(folder, 'hamgate.db')}`;
  const store = await openStore(url, keyedHash);
  return {
    store,
    url,
    cleanUp: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
