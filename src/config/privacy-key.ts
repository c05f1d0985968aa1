import { type KeptSecret, openKeptSecret } from './kept-secret.js';

/** What senders are hashed with: the key of the settings, else the one kept in `dir`, else a new one from `makeKey`. */
export function openPrivacyKey(
  fromSettings: string | null,
  dir: string,
  makeKey: () => string,
): Promise<KeptSecret> {
  const remedy = 'put the key back that the store was used with';
  return openKeptSecret(fromSettings, { dir, name: 'privacy-key', what: 'privacy key', remedy }, makeKey);
}
