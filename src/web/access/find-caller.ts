import { ADMIN_CALLER, type AccessStore, type Caller } from '../../domain/access.js';
import { isSameHash, secretHash } from './secrets.js';

export interface CallerDependencies {
  readonly store: Pick<AccessStore, 'findToken'>;
  /** Of the settings; it stands in no table. */
  readonly adminToken: string;
}

/** By the hash of a token; null for one that is unknown or revoked. */
export type FindCaller = (tokenHash: string) => Promise<Caller | null>;

export function createFindCaller({ store, adminToken }: CallerDependencies): FindCaller {
  const adminHash = secretHash(adminToken);
  return async (tokenHash) => {
    if (isSameHash(tokenHash, adminHash)) return ADMIN_CALLER;
    const token = await store.findToken(tokenHash);
    return token === null ? null : { author: `token:${token.name}`, role: token.role };
  };
}
