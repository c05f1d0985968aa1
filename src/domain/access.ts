import type { Act } from './audit.js';
import type { Batch } from './privacy.js';

/** What somebody may do: look; decide about messages, too; or everything. Each may do what those before it may. */
export const ROLES = ['viewer', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const mayActAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Who asks over HTTP: with a token, or in a session that was opened with one. */
export interface Caller {
  /** As corrections and the audit log name him: `admin`, or `token:` and the token's name. */
  readonly author: string;
  readonly role: Role;
}

/** The token of the settings has every right and stands in no table. */
export const ADMIN_CALLER: Caller = { author: 'admin', role: 'admin' };

/** A further token. The store has its hash alone. */
export interface AccessToken {
  /** Lower-case letters, digits and hyphens; of those in force no two have the same. */
  readonly name: string;
  readonly role: Role;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; null while it is in force. */
  readonly revokedAt: string | null;
}

export interface NewAccessToken extends Pick<AccessToken, 'name' | 'role'> {
  /** Of the token; see `secretHash`. */
  readonly hash: string;
}

/** Somebody is logged in. The store has the hash of what his browser keeps. */
export interface NewSession {
  readonly hash: string;
  /** Of the token that it was opened with: it ends when that is revoked, or is no longer the one of the settings. */
  readonly tokenHash: string;
  /** ISO 8601, both. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface AccessStore {
  /** False when there is one of this name in force; nothing is written then. */
  addToken(token: NewAccessToken, by: Act): Promise<boolean>;
  /** In force only. */
  findToken(hash: string): Promise<AccessToken | null>;
  /** Those in force first, then the revoked ones; the newest of each first. */
  listTokens(): Promise<readonly AccessToken[]>;
  /** Ends its sessions, too. False when none in force has this name. */
  revokeToken(name: string, by: Act): Promise<boolean>;
  addSession(session: NewSession, by: Act): Promise<void>;
  /** The hash of the token that it was opened with; null when there is no such session at that time. */
  findSession(hash: string, now: string): Promise<Pick<NewSession, 'tokenHash' | 'expiresAt'> | null>;
  endSession(hash: string, by: Act): Promise<void>;
  /** Sessions that ended before then. */
  forgetSessions(before: string): Promise<void>;
}

/** An answer that was given to a change, so that the same request is answered alike and carried out once. */
export interface KeptAnswer {
  readonly status: number;
  /** As it was sent. */
  readonly body: string;
}

export interface IdempotencyClaim {
  /** Of whom asks: keys of others are other keys. */
  readonly author: string;
  readonly key: string;
  /** Of method, path and body. */
  readonly requestHash: string;
  /** ISO 8601. */
  readonly now: string;
  /** ISO 8601: a claim from before then without an answer belonged to a process that died, and is free. */
  readonly staleBefore: string;
}

export type ClaimOutcome =
  | { readonly kind: 'claimed' }
  /** The first request is being carried out. */
  | { readonly kind: 'in-progress' }
  /** The key was used for another request. */
  | { readonly kind: 'different' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer };

export interface IdempotencyStore {
  claimKey(claim: IdempotencyClaim): Promise<ClaimOutcome>;
  keepAnswer(claim: Pick<IdempotencyClaim, 'author' | 'key'>, answer: KeptAnswer): Promise<void>;
  /** Nothing was changed: the key is free again. */
  freeKey(claim: Pick<IdempotencyClaim, 'author' | 'key'>): Promise<void>;
  /** Keys from before then. Says how many there were. */
  forgetKeys(batch: Batch): Promise<number>;
}

/** What a token may be named. */
export const TOKEN_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
