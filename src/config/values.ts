import { isIP } from 'node:net';
import { z } from 'zod';

/** What settings are made of. Messages say what to write instead, and never show what was written. */
export const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

export const webUrl = url(['http:', 'https:']);

/** An address that the gate calls: it shows up in logs, and is no place for a password. */
export const receiverUrl = webUrl.refine(
  (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '',
  { error: 'must not hold a user or a password; the receiver knows the gate by its signature' },
);

export const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/, {
  error:
    'must be whsec_ and at least 24 characters of base64; make one with: ' +
    "node -p \"'whsec_' + crypto.randomBytes(24).toString('base64')\"",
});

export const numberText = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, { error: `must be a number from ${minimum} to ${maximum}` })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(minimum, { error: `must be at least ${minimum}` })
        .max(maximum, { error: `must be at most ${maximum}` }),
    );

export const wholeNumber = (minimum: number, maximum: number) =>
  numberText(minimum, maximum).refine(Number.isInteger, {
    error: `must be a whole number from ${minimum} to ${maximum}`,
  });

/** Separated by commas or spaces. */
export const list = z.string().transform((text) => text.split(/[,\s]+/).filter((item) => item !== ''));

const PROXY_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

function isProxy(word: string): boolean {
  const [address = '', bits, ...others] = word.split('/');
  const isNetwork = bits === undefined || /^\d{1,3}$/.test(bits);
  return PROXY_NAMES.includes(word) || (isIP(address) !== 0 && isNetwork && others.length === 0);
}

/** As Express' `trust proxy` takes them; `none` for none. */
export const proxies = z
  .string()
  .refine((text) => text === 'none' || text.split(',').every((word) => isProxy(word.trim())), {
    error: `must be none, or addresses, networks and ${PROXY_NAMES.join(', ')} separated by commas`,
  });

export const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, { error: 'must be the name of a header, X-Signature for instance' });

export const jsonPointer = z
  .string()
  .regex(/^(\/[^/]*)+$/, { error: 'must be a JSON pointer, /message/text for instance' });

export const userAndPassword = z
  .string()
  .regex(/^[^:]+:.{8,}$/, { error: 'must be user:password, with at least 8 characters in the password' });
