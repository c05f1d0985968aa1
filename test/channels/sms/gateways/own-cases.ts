import { Webhook } from 'standardwebhooks';
import { createAndroidGateway } from '../../../../src/channels/sms/gateways/android.js';
import { createHttpSmsGateway } from '../../../../src/channels/sms/gateways/httpsms.js';
import { createJsonGateway } from '../../../../src/channels/sms/gateways/json.js';
import { createStandardGateway } from '../../../../src/channels/sms/gateways/standard.js';
import { createTextbeeGateway } from '../../../../src/channels/sms/gateways/textbee.js';
import {
  type Fields,
  type GatewayCase,
  SECRET,
  FROM,
  TO,
  JSON_TYPE,
  secretOf,
  unknown,
  toWhsec,
} from './gateway-cases.js';
import { hmac, jwt, unix } from './signing.js';

export const android: GatewayCase = {
  name: 'android',
  gateway: createAndroidGateway({ signingKey: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      id: fields.id,
      deviceId: 'd1',
      event: 'sms:received',
      payload: { messageId: 'same', message: fields.text, sender: FROM, recipient: TO, ...unknown(fields) },
    }),
  status: JSON.stringify({ id: 'e1', deviceId: 'd1', event: 'sms:delivered', payload: {} }),
  sign: (signing) => {
    const time = String(unix(signing.at));
    const signature = hmac('sha256', secretOf(signing), signing.body + time, 'hex');
    return { headers: { 'X-Signature': signature, 'X-Timestamp': time } };
  },
  header: 'X-Signature',
  coversBody: true,
  maxAgeSeconds: 300,
};

export const httpsms: GatewayCase = {
  name: 'httpsms',
  gateway: createHttpSmsGateway({ signingKey: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      type: 'message.phone.received',
      id: 'event',
      data: {
        message_id: fields.id,
        contact: FROM,
        owner: TO,
        content: fields.text,
        encrypted: false,
        ...unknown(fields),
      },
    }),
  status: JSON.stringify({ type: 'message.phone.delivered', id: 'e1', data: {} }),
  sign: (signing) => {
    const now = unix(signing.at);
    const claims = { iss: 'api.httpsms.com', aud: [signing.url], iat: now, nbf: now - 600, exp: now + 600 };
    return { headers: { Authorization: `Bearer ${jwt(claims, secretOf(signing))}` } };
  },
  header: 'Authorization',
  coversBody: false,
  maxAgeSeconds: 599,
};

export const textbee: GatewayCase = {
  name: 'textbee',
  gateway: createTextbeeGateway({ signingSecret: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      webhookEvent: 'MESSAGE_RECEIVED',
      idempotencyKey: fields.id,
      sender: FROM,
      deviceId: 'd1',
      message: fields.text,
      ...unknown(fields),
    }),
  status: JSON.stringify({ webhookEvent: 'MESSAGE_DELIVERED', idempotencyKey: 'k' }),
  sign: (signing) => ({ headers: { 'X-Signature': hmac('sha256', secretOf(signing), signing.body, 'hex') } }),
  header: 'X-Signature',
  coversBody: true,
  maxAgeSeconds: null,
  to: 'd1',
};

export const standard: GatewayCase = {
  name: 'standard',
  gateway: createStandardGateway({ secret: toWhsec(SECRET) }),
  contentType: JSON_TYPE,
  body: ({ text, ...others }) =>
    JSON.stringify({ from: FROM, to: TO, text, ...unknown({ text, ...others }) }),
  status: JSON.stringify({ type: 'message.delivered', data: {} }),
  sign: (signing) => {
    const signer = new Webhook(toWhsec(secretOf(signing)));
    return {
      headers: {
        'webhook-id': 'webhook-id',
        'webhook-timestamp': String(unix(signing.at)),
        'webhook-signature': signer.sign('webhook-id', new Date(unix(signing.at) * 1000), signing.body),
      },
    };
  },
  header: 'webhook-signature',
  coversBody: true,
  maxAgeSeconds: 300,
  messageId: 'webhook-id',
};

const jsonFields = { from: '/message/from', to: '/message/to', text: '/message/text', id: '/message/id' };
const jsonAnswer = { status: 202, contentType: 'application/json', body: '{"ok":true}' };
const jsonBody = (fields: Fields): string =>
  JSON.stringify({
    kind: 'in',
    message: { from: FROM, to: TO, text: fields.text, id: fields.id, ...unknown(fields) },
  });

export const jsonToken: GatewayCase = {
  name: 'json with a token',
  gateway: createJsonGateway({
    account: '',
    fields: jsonFields,
    security: { token: SECRET },
    answer: jsonAnswer,
    event: { pointer: '/kind', value: 'in' },
  }),
  contentType: JSON_TYPE,
  body: jsonBody,
  status: JSON.stringify({ kind: 'report', message: {} }),
  malformed: JSON.stringify({ kind: 'in', message: [] }),
  sign: (signing) => ({ headers: { Authorization: `Bearer ${secretOf(signing)}` } }),
  header: 'Authorization',
  coversBody: false,
  maxAgeSeconds: null,
};

export const jsonHmac: GatewayCase = {
  ...jsonToken,
  name: 'json with an HMAC',
  gateway: createJsonGateway({
    account: '',
    fields: jsonFields,
    security: {
      hmac: {
        secret: SECRET,
        header: 'X-My-Signature',
        algorithm: 'sha512',
        encoding: 'base64',
        template: 'v0:{timestamp}:{url}:{body}',
        timestampHeader: 'X-My-Time',
        toleranceSeconds: 60,
      },
    },
    answer: jsonAnswer,
    event: { pointer: '/kind', value: 'in' },
  }),
  sign: (signing) => {
    const time = String(unix(signing.at));
    const signed = `v0:${time}:${signing.url}:${signing.body}`;
    const signature = hmac('sha512', secretOf(signing), signed, 'base64');
    return { headers: { 'X-My-Signature': signature, 'X-My-Time': time } };
  },
  header: 'X-My-Signature',
  coversBody: true,
  maxAgeSeconds: 60,
};
