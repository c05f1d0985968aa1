import { createBirdGateway } from '../../../../src/channels/sms/gateways/bird.js';
import { createMessageBirdGateway } from '../../../../src/channels/sms/gateways/messagebird.js';
import { createPlivoGateway } from '../../../../src/channels/sms/gateways/plivo.js';
import { createSinchGateway } from '../../../../src/channels/sms/gateways/sinch.js';
import { createTelnyxGateway } from '../../../../src/channels/sms/gateways/telnyx.js';
import { createTwilioGateway } from '../../../../src/channels/sms/gateways/twilio.js';
import { toForm } from '../signed-twilio.js';
import {
  type GatewayCase,
  SECRET,
  FROM,
  TO,
  JSON_TYPE,
  FORM_TYPE,
  secretOf,
  unknown,
  joined,
} from './gateway-cases.js';
import { hmac, jwt, sha256, signEd25519, TELNYX_PUBLIC_KEY, unix } from './signing.js';

export const twilio: GatewayCase = {
  name: 'twilio',
  gateway: createTwilioGateway({ authToken: SECRET }),
  contentType: FORM_TYPE,
  body: ({ id, text, ...others }) =>
    toForm({
      MessageSid: id,
      From: FROM,
      To: TO,
      Body: text,
      SmsStatus: 'received',
      ...unknown({ id, text, ...others }),
    }),
  status: toForm({ MessageSid: 'SM1', MessageStatus: 'delivered', From: FROM, To: TO }),
  sign: (signing) => ({
    headers: {
      'X-Twilio-Signature': hmac('sha1', secretOf(signing), signing.url + joined(signing.body), 'base64'),
    },
  }),
  header: 'X-Twilio-Signature',
  coversBody: true,
  maxAgeSeconds: null,
};

export const telnyx: GatewayCase = {
  name: 'telnyx',
  gateway: createTelnyxGateway({ publicKey: TELNYX_PUBLIC_KEY }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      data: {
        event_type: 'message.received',
        id: fields.id,
        payload: {
          from: { phone_number: FROM },
          to: [{ phone_number: TO }],
          text: fields.text,
          media: [],
          ...unknown(fields),
        },
      },
    }),
  status: JSON.stringify({ data: { event_type: 'message.finalized', id: 'e1', payload: {} } }),
  sign: ({ body, at, isOther }) => ({
    headers: {
      'Telnyx-Signature-Ed25519': signEd25519(`${unix(at)}|${body}`, isOther),
      'Telnyx-Timestamp': String(unix(at)),
    },
  }),
  header: 'Telnyx-Signature-Ed25519',
  coversBody: true,
  maxAgeSeconds: 300,
};

export const plivo: GatewayCase = {
  name: 'plivo',
  gateway: createPlivoGateway({ authToken: SECRET }),
  contentType: FORM_TYPE,
  body: (fields) =>
    toForm({
      MessageUUID: fields.id,
      From: FROM,
      To: TO,
      Text: fields.text,
      Type: 'sms',
      ...unknown(fields),
    }),
  status: toForm({ MessageUUID: 'm1', Status: 'delivered', From: FROM, To: TO }),
  sign: (signing) => ({
    headers: {
      'X-Plivo-Signature-V3': hmac(
        'sha256',
        secretOf(signing),
        `${signing.url}?${joined(signing.body)}.n1`,
        'base64',
      ),
      'X-Plivo-Signature-V3-Nonce': 'n1',
    },
  }),
  header: 'X-Plivo-Signature-V3',
  coversBody: true,
  maxAgeSeconds: null,
};

export const messagebird: GatewayCase = {
  name: 'messagebird',
  gateway: createMessageBirdGateway({ signingKey: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({ id: fields.id, originator: FROM, recipient: TO, body: fields.text, ...unknown(fields) }),
  status: JSON.stringify({ id: 'm1', status: 'delivered', recipient: FROM }),
  sign: (signing) => ({
    headers: {
      'MessageBird-Signature-JWT': jwt(
        {
          iss: 'MessageBird',
          jti: 'j1',
          nbf: unix(signing.at),
          exp: unix(signing.at) + 60,
          url_hash: sha256(signing.url),
          payload_hash: sha256(signing.body),
        },
        secretOf(signing),
      ),
    },
  }),
  header: 'MessageBird-Signature-JWT',
  coversBody: true,
  maxAgeSeconds: 60 + 5,
};

export const bird: GatewayCase = {
  name: 'bird',
  gateway: createBirdGateway({ signingKey: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      service: 'channels',
      event: 'sms.inbound',
      payload: {
        id: fields.id,
        channelId: 'c1',
        sender: { contact: { identifierValue: FROM } },
        receiver: { connector: { id: 'x', identifierValue: TO } },
        body: { type: 'text', text: { text: fields.text } },
        ...unknown(fields),
      },
    }),
  status: JSON.stringify({ service: 'channels', event: 'sms.outbound', payload: { id: 'm1' } }),
  sign: (signing) => {
    const digest = Buffer.from(sha256(signing.body), 'hex');
    const signed = Buffer.concat([Buffer.from(`${unix(signing.at)}\n${signing.url}\n`), digest]);
    return {
      headers: {
        'MessageBird-Signature': hmac('sha256', secretOf(signing), signed as unknown as string, 'base64'),
        'MessageBird-Request-Timestamp': String(unix(signing.at)),
      },
    };
  },
  header: 'MessageBird-Signature',
  coversBody: true,
  maxAgeSeconds: 300,
};

export const sinch: GatewayCase = {
  name: 'sinch',
  gateway: createSinchGateway({ secret: SECRET }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify({
      type: 'mo_text',
      id: fields.id,
      from: FROM,
      to: TO,
      body: fields.text,
      ...unknown(fields),
    }),
  status: JSON.stringify({ type: 'recipient_delivery_report_sms', batch_id: 'b1', status: 'Delivered' }),
  sign: (signing) => {
    const time = String(unix(signing.at));
    return {
      headers: {
        'X-Sinch-Webhook-Signature': hmac(
          'sha256',
          secretOf(signing),
          `${signing.body}.n1.${time}`,
          'base64',
        ),
        'X-Sinch-Webhook-Signature-Algorithm': 'HmacSHA256',
        'X-Sinch-Webhook-Signature-Nonce': 'n1',
        'X-Sinch-Webhook-Signature-Timestamp': time,
      },
    };
  },
  header: 'X-Sinch-Webhook-Signature',
  coversBody: true,
  maxAgeSeconds: 300,
};
