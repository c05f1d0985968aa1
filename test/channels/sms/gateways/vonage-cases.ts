import { createHash } from 'node:crypto';
import {
  createVonageGateway,
  type VonageSignatureMethod,
} from '../../../../src/channels/sms/gateways/vonage.js';
import { toForm } from '../signed-twilio.js';
import {
  type GatewayCase,
  type Signing,
  SECRET,
  FROM,
  TO,
  JSON_TYPE,
  FORM_TYPE,
  secretOf,
  unknown,
} from './gateway-cases.js';
import { hmac, jwt, sha256, unix } from './signing.js';

export const vonageMessages: GatewayCase = {
  name: 'vonage, Messages API',
  gateway: createVonageGateway({ signatureSecret: SECRET, signatureMethod: 'sha256' }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      message_uuid: fields.id,
      channel: 'sms',
      message_type: 'text',
      from: FROM,
      to: TO,
      text: fields.text,
      ...unknown(fields),
    }),
  status: JSON.stringify({ message_uuid: 'm1', status: 'delivered', from: TO, to: FROM }),
  sign: (signing) => {
    const claims = { iat: unix(signing.at), jti: 'j1', iss: 'Vonage', payload_hash: sha256(signing.body) };
    return { headers: { Authorization: `Bearer ${jwt(claims, secretOf(signing))}` } };
  },
  header: 'Authorization',
  coversBody: true,
  maxAgeSeconds: 300,
};

/** As its documents say: `&name=value` for each field, sorted, with `&` and `=` in a value as `_`. */
function signVonage(body: string, signing: Signing, method: string): string {
  const fields = new URLSearchParams(body);
  fields.set('timestamp', String(unix(signing.at)));
  const text = [...fields]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replaceAll('&', '_').replaceAll('=', '_')}`)
    .join('');
  const secret = secretOf(signing);
  const sig =
    method === 'md5hash'
      ? createHash('md5')
          .update(text + secret)
          .digest('hex')
      : hmac(method, secret, text, 'hex');
  fields.set('sig', sig.toUpperCase());
  return fields.toString();
}

export const vonageSms = (method: VonageSignatureMethod): GatewayCase => ({
  name: `vonage, SMS API with ${method}`,
  gateway: createVonageGateway({ signatureSecret: SECRET, signatureMethod: method }),
  contentType: FORM_TYPE,
  body: (fields) =>
    toForm({
      messageId: fields.id,
      msisdn: FROM,
      to: TO,
      text: fields.text,
      type: 'text',
      ...unknown(fields),
    }),
  status: toForm({ messageId: 'm1', msisdn: FROM, to: TO, status: 'delivered', 'err-code': '0' }),
  sign: (signing) => ({ headers: {}, body: signVonage(signing.body, signing, method) }),
  header: null,
  coversBody: true,
  maxAgeSeconds: 300,
});
