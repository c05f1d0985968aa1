import { createHmac } from 'node:crypto';

export const AUTH_TOKEN = '12345';
export const PUBLIC_BASE_URL = 'https://gate.example.com';
export const PATH = '/webhooks/sms/twilio';

/** What Twilio sends for one text message. */
export const INBOUND = {
  MessageSid: 'SM0123456789abcdef0123456789abcdef',
  SmsSid: 'SM0123456789abcdef0123456789abcdef',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  From: '+14155550123',
  To: '+15005550006',
  Body: 'Lunch at noon?',
  NumMedia: '0',
  NumSegments: '1',
  SmsStatus: 'received',
  ApiVersion: '2010-04-01',
};

interface Signing {
  readonly url?: string;
  readonly authToken?: string;
}

/** As Twilio's page on security says it: the URL, then each name and value, sorted by name. */
export function signTwilio(fields: Readonly<Record<string, string>>, signing: Signing = {}): string {
  const { url = PUBLIC_BASE_URL + PATH, authToken = AUTH_TOKEN } = signing;
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

export function toForm(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}
