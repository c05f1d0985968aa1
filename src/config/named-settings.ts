export type Given = Readonly<Record<string, string>>;

/** Settings that belong together: those of one SMS account, or of one receiver. */
export interface NamedSettings {
  /** As it stands in addresses: small letters and hyphens. */
  readonly name: string;
  /** As it stands behind the two underscores. */
  readonly suffix: string;
  /** Under the names that they have without the suffix; where the name has none of its own, those that all share. */
  readonly given: Given;
}

const NAMED = /^((?:SMS|FORWARD)_[A-Z_]*[A-Z])__([A-Z0-9]+(?:_[A-Z0-9]+)*)$/;

/**
 * `SMS_TWILIO_AUTH_TOKEN__ACME` is the auth token of the account `acme`. What does not make an account, a header's name
 * for instance, is shared: `isShared` says which.
 */
export function splitNamed(given: Given, isShared: (setting: string) => boolean): readonly NamedSettings[] {
  const shared = Object.entries(given).filter(([setting]) => isShared(setting));
  const bySuffix = new Map<string, [string, string][]>();
  for (const [key, value] of Object.entries(given)) {
    const [, setting, suffix] = NAMED.exec(key) ?? [];
    if (setting === undefined || suffix === undefined) continue;
    bySuffix.set(suffix, [...(bySuffix.get(suffix) ?? []), [setting, value]]);
  }
  return [...bySuffix].map(([suffix, own]) => ({
    suffix,
    name: suffix.toLowerCase().replaceAll('_', '-'),
    given: Object.fromEntries([...shared, ...own]),
  }));
}
