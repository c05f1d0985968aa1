import { type KeptSecret, openKeptSecret } from './kept-secret.js';

export interface AdminToken extends Omit<KeptSecret, 'value'> {
  readonly token: string;
}

/** The token of the settings, else the one kept in `dir`, else a new one from `makeToken`, kept for the next start. */
export async function openAdminToken(
  fromSettings: string | null,
  dir: string,
  makeToken: () => string,
): Promise<AdminToken> {
  const place = { dir, name: 'admin-token', what: 'admin token', remedy: 'delete it to get a new one' };
  const { value: token, ...kept } = await openKeptSecret(fromSettings, place, makeToken);
  return { token, ...kept };
}
