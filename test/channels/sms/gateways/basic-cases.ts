import { createBandwidthGateway } from '../../../../src/channels/sms/gateways/bandwidth.js';
import { createClickSendGateway } from '../../../../src/channels/sms/gateways/clicksend.js';
import { createInfobipGateway } from '../../../../src/channels/sms/gateways/infobip.js';
import { toForm } from '../signed-twilio.js';
import {
  type Fields,
  type GatewayCase,
  SECRET,
  FROM,
  TO,
  JSON_TYPE,
  FORM_TYPE,
  secretOf,
  unknown,
} from './gateway-cases.js';
import { basic, hmac } from './signing.js';

const infobipBody = (fields: Fields): string =>
  JSON.stringify({
    results: [
      { messageId: fields.id, from: FROM, to: TO, text: fields.text, smsCount: 1, ...unknown(fields) },
    ],
    messageCount: 1,
    pendingMessageCount: 0,
  });
const infobipStatus = JSON.stringify({
  results: [{ messageId: 'm1', to: FROM, status: { name: 'DELIVERED' } }],
});

export const infobip: GatewayCase = {
  name: 'infobip',
  gateway: createInfobipGateway({ basic: `user:${SECRET}` }),
  contentType: JSON_TYPE,
  body: infobipBody,
  status: infobipStatus,
  sign: (signing) => ({ headers: { Authorization: basic(`user:${secretOf(signing)}`) } }),
  header: 'Authorization',
  coversBody: false,
  maxAgeSeconds: null,
};

export const infobipHmac: GatewayCase = {
  ...infobip,
  name: 'infobip with an HMAC',
  gateway: createInfobipGateway({ hmacSecret: SECRET, hmacHeader: 'X-Hub-Signature' }),
  sign: (signing) => ({
    headers: { 'X-Hub-Signature': `sha256=${hmac('sha256', secretOf(signing), signing.body, 'hex')}` },
  }),
  header: 'X-Hub-Signature',
  coversBody: true,
};

export const bandwidth: GatewayCase = {
  name: 'bandwidth',
  gateway: createBandwidthGateway({ basic: `user:${SECRET}` }),
  contentType: JSON_TYPE,
  body: (fields) =>
    JSON.stringify([
      {
        type: 'message-received',
        to: TO,
        message: { id: fields.id, from: FROM, to: [TO], text: fields.text, segmentCount: 1 },
        ...unknown(fields),
      },
    ]),
  status: JSON.stringify([{ type: 'message-delivered', to: FROM, message: { id: 'm1' } }]),
  sign: (signing) => ({ headers: { Authorization: basic(`user:${secretOf(signing)}`) } }),
  header: 'Authorization',
  coversBody: false,
  maxAgeSeconds: null,
};

export const clicksend: GatewayCase = {
  name: 'clicksend',
  gateway: createClickSendGateway({ pathSecret: SECRET }),
  path: `/${SECRET}`,
  contentType: FORM_TYPE,
  body: (fields) =>
    toForm({
      message_id: fields.id,
      from: FROM,
      to: TO,
      body: fields.text,
      message: fields.text,
      ...unknown(fields),
    }),
  status: toForm({ message_id: 'm1', status: 'Delivered', status_code: '201' }),
  sign: () => ({ headers: {} }),
  header: null,
  coversBody: false,
  maxAgeSeconds: null,
};
