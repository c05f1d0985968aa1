import type { Gateway } from '../../../../src/channels/sms/gateway.js';

/** What a gateway sends, before it is signed. */
export interface Fields {
  readonly id: string;
  readonly text: string;
  /** Its documentation knows no such field. */
  readonly extra?: string;
}

/** What somebody signs, and with what. */
export interface Signing {
  readonly body: string;
  readonly url: string;
  readonly at: Date;
  /** Somebody else's secret. */
  readonly isOther: boolean;
}

/** One gateway's row of the table: how a genuine request is made, and what its scheme can and cannot tell. */
export interface GatewayCase {
  readonly name: string;
  readonly gateway: Gateway;
  /** Behind its path: a secret, where that is the scheme. */
  readonly path?: string;
  readonly contentType: string;
  /** For the message with these fields, from +14155550123 to +15005550006. */
  readonly body: (fields: Fields) => string;
  /** A body of the gateway that is no message. */
  readonly status: string;
  /** The headers of a genuine request. Some gateways sign within the body, and give it back changed. */
  readonly sign: (signing: Signing) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** The header without which nothing is believed; null where it stands elsewhere. */
  readonly header: string | null;
  /** The scheme covers the body. */
  readonly coversBody: boolean;
  /** The scheme has a time in it: how old, in seconds, a request may be; null where it has none. */
  readonly maxAgeSeconds: number | null;
  /** A body that its gateway would never send; a list of numbers, or a field of no meaning, where it is not said. */
  readonly malformed?: string;
  /** The id of every message, where it does not come from the fields. */
  readonly messageId?: string;
  /** The receiving number, where the gateway says another one. */
  readonly to?: string;
}

export const SECRET = 'the-secret-of-the-account';
export const OTHER = 'the-secret-of-somebody-else';
export const FROM = '+14155550123';
export const TO = '+15005550006';
export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

export const secretOf = ({ isOther }: Signing): string => (isOther ? OTHER : SECRET);
export const unknown = ({ extra }: Fields) => (extra === undefined ? {} : { tomorrowsField: extra });

/** Each name and value of a form, sorted. */
export const joined = (body: string): string =>
  [...new URLSearchParams(body)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat()
    .join('');

export const toWhsec = (secret: string): string => `whsec_${Buffer.from(secret).toString('base64')}`;
