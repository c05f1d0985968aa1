import type { AccessStore, NewAccessToken } from '../domain/access.js';
import type { Clock } from '../domain/clock.js';

export interface IssueDependencies {
  readonly store: Pick<AccessStore, 'addToken'>;
  readonly clock: Clock;
  /** Unguessable. */
  readonly newSecret: () => string;
  /** What the store knows of a token. */
  readonly secretHash: (secret: string) => string;
}

/** `token` is shown to whoever asked, once: nobody can find it out again. */
export type Issued = { readonly kind: 'issued'; readonly token: string } | { readonly kind: 'taken' };

/** The name has been checked by `TOKEN_NAME`. `author`: who gives it. */
export type IssueToken = (wanted: Pick<NewAccessToken, 'name' | 'role'>, author: string) => Promise<Issued>;

/** A further token, for a person or a program. */
export function createIssueToken({ store, clock, newSecret, secretHash }: IssueDependencies): IssueToken {
  return async ({ name, role }, author) => {
    const token = newSecret();
    const by = { author, at: clock.now().toISOString() };
    const isNew = await store.addToken({ name, role, hash: secretHash(token) }, by);
    return isNew ? { kind: 'issued', token } : { kind: 'taken' };
  };
}
