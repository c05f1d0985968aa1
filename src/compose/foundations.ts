import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { nearText } from '../classifier/near/near-text.js';
import { SHIPPED_MODEL_DIR } from '../classifier/shipped-model.js';
import { type AdminToken, openAdminToken } from '../config/admin-token.js';
import type { Config } from '../config/config.js';
import { type Models, openBaseModel, openModels } from './models.js';
import { dataDir } from '../config/kept-secret.js';
import { openPrivacyKey } from '../config/privacy-key.js';
import type { KeyedHash } from '../domain/privacy.js';
import type { Store } from '../domain/store.js';
import { createKeyedHash } from '../keyed-hash.js';
import { openStore } from '../store/open-store.js';

/** What cannot be used, all of it at once: one line each for the model, the store, the admin token. */
export class StartUpError extends AggregateError {
  override readonly name = 'StartUpError';
  readonly problems: readonly string[];
  constructor(faults: readonly unknown[]) {
    super(faults, 'Cannot start:');
    this.problems = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
  }
}

export interface Foundations {
  readonly models: Models;
  readonly store: Store;
  readonly keyedHash: KeyedHash;
  readonly adminToken: AdminToken;
}

export interface Strictness {
  readonly logger: Logger;
  /** A current model that cannot be loaded is a reason not to start. */
  readonly isStrict: boolean;
}

/** Rejects with a StartUpError. */
export async function openFoundations(config: Config, strictness: Strictness): Promise<Foundations> {
  const [base, store, adminToken] = await Promise.allSettled([
    openBaseModel(config, config.modelDir ?? SHIPPED_MODEL_DIR),
    openHashingStore(config),
    openAdminToken(config.adminToken, dataDir(config.databaseUrl), newSecret),
  ]);
  const faults = [base, store, adminToken].flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (base.status === 'fulfilled' && store.status === 'fulfilled' && adminToken.status === 'fulfilled') {
    try {
      const models = await openModels(config, { base: base.value, store: store.value.store }, strictness);
      return { models, ...store.value, adminToken: adminToken.value };
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (base.status === 'fulfilled') base.value.opened.close();
  if (store.status === 'fulfilled') await store.value.store.close();
  throw new StartUpError(faults);
}

const newSecret = (): string => randomBytes(24).toString('base64url');

async function openHashingStore({ databaseUrl, privacy }: Config) {
  const { value } = await openPrivacyKey(privacy.key, dataDir(databaseUrl), newSecret);
  const keyedHash = createKeyedHash(value);
  return { keyedHash, store: await openStore(databaseUrl, keyedHash, nearText.bandsOf) };
}

export async function letGo({ models, store }: Foundations): Promise<void> {
  await store.close();
  models.close();
}
