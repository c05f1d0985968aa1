import type { Gateway } from '../../../../src/channels/sms/gateway.js';
import { createAndroidGateway } from '../../../../src/channels/sms/gateways/android.js';
import { createBandwidthGateway } from '../../../../src/channels/sms/gateways/bandwidth.js';
import { createHttpSmsGateway } from '../../../../src/channels/sms/gateways/httpsms.js';
import { createInfobipGateway } from '../../../../src/channels/sms/gateways/infobip.js';
import { createJsonGateway, type JsonSettings } from '../../../../src/channels/sms/gateways/json.js';
import { createMessageBirdGateway } from '../../../../src/channels/sms/gateways/messagebird.js';
import { createPlivoGateway } from '../../../../src/channels/sms/gateways/plivo.js';
import { createSinchGateway } from '../../../../src/channels/sms/gateways/sinch.js';
import { createStandardGateway } from '../../../../src/channels/sms/gateways/standard.js';
import { createVonageGateway } from '../../../../src/channels/sms/gateways/vonage.js';
import { aStoredMessage } from '../../../support/builders.js';
import { NOW } from '../../../support/gate.js';
import { aRequest, type Parts } from './a-request.js';
import { hmac, jwt, sha256, unix } from './signing.js';

const SECRET = 'the-secret-of-the-account';
const parse = (gateway: Gateway, parts: Parts) => gateway.parse(aRequest(parts));

describe('Plivo', () => {
  const gateway = createPlivoGateway({ authToken: SECRET });
  const signed = (text: string) => hmac('sha256', SECRET, text, 'base64');
  const URL_CALLED = 'https://gate.example.com/webhooks/sms/x';

  test.each<[string, Parts]>([
    [
      'one of two signatures, while the token changes',
      {
        headers: { 'x-plivo-signature-v3': `${signed('x')}, ${signed(`${URL_CALLED}?Fromx.n`)}` },
        body: 'From=x',
      },
    ],
    [
      'the signature of the main account',
      { headers: { 'x-plivo-signature-ma-v3': signed(`${URL_CALLED}?Fromx.n`) }, body: 'From=x' },
    ],
    [
      'a query, sorted',
      {
        url: `${URL_CALLED}?b=2&a=1&a=0`,
        headers: { 'x-plivo-signature-v3': signed(`${URL_CALLED}?a=0&a=1&b=2.Fromx.n`) },
        body: 'From=x',
      },
    ],
    ['no body', { headers: { 'x-plivo-signature-v3': signed(`${URL_CALLED}.n`) } }],
  ])('verify() accepts %s', async (_name, { headers, ...parts }) => {
    const request = aRequest({ ...parts, headers: { ...headers, 'x-plivo-signature-v3-nonce': 'n' } });
    expect(await gateway.verify(request)).toEqual({ ok: true });
  });

  test('parse() reads pictures and an opt-out', () => {
    const body =
      'MessageUUID=m&From=1&To=2&Type=mms&Body=Look&Media0=https://m.example/0&MessageIntent=optout';
    expect(parse(gateway, { body })).toMatchObject({
      messages: [
        {
          text: 'Look',
          attachments: [{ kind: 'media', content: 'https://m.example/0' }],
          isCarrierKeyword: true,
        },
      ],
    });
  });

  test('parse() takes an intent that it does not know for none', () => {
    const body = 'MessageUUID=m&From=1&To=2&Type=sms&Text=hi&MessageIntent=none';
    expect(parse(gateway, { body })).toMatchObject({ messages: [{ isCarrierKeyword: false }] });
  });

  test('answer() writes to the sender from the number that he wrote to', () => {
    const message = aStoredMessage({ conversation: '1"2', sender: { id: '<3>', name: '', role: 'member' } });
    expect(gateway.answer([message], 'Do not & stop').body).toContain(
      '<Message src="1&quot;2" dst="&lt;3&gt;">Do not &amp; stop</Message>',
    );
  });
});

describe('Vonage', () => {
  const gateway = createVonageGateway({ signatureSecret: SECRET, signatureMethod: 'sha256' });
  const claims = { iat: unix(NOW), iss: 'Vonage', payload_hash: sha256('{}') };
  const withToken = (token: string) => aRequest({ body: {}, headers: { authorization: `Bearer ${token}` } });
  const unsigned = (header: object) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

  test.each([
    ['another algorithm', jwt(claims, SECRET, 'HS512')],
    ['no algorithm', `${unsigned({ alg: 'none' })}.`],
    ['another issuer', jwt({ ...claims, iss: 'Nexmo' }, SECRET)],
    ['no digest of the body', jwt({ ...claims, payload_hash: undefined }, SECRET)],
    ['the digest of another body', jwt({ ...claims, payload_hash: sha256('[]') }, SECRET)],
    ['a digest that is none', jwt({ ...claims, payload_hash: 'x' }, SECRET)],
    ['four parts', `${jwt(claims, SECRET)}.x`],
    ['claims that are no JSON', 'a.b.c'],
  ])('verify() refuses a token with %s', async (_name, token) => {
    expect(await gateway.verify(withToken(jwt(claims, SECRET)))).toEqual({ ok: true });
    expect(await gateway.verify(withToken(token))).toMatchObject({ ok: false });
  });

  test('verify() refuses a token for a GET, whose query it does not cover', async () => {
    const token = jwt({ ...claims, payload_hash: sha256('') }, SECRET);
    const request = aRequest({ method: 'GET', mediaType: '', headers: { authorization: `Bearer ${token}` } });
    expect(await gateway.verify(request)).toEqual({ ok: false, reason: 'not-allowed' });
  });

  test('verify() takes a GET with everything in the query', async () => {
    const time = String(unix(NOW));
    const sig = hmac('sha256', SECRET, `&msisdn=1&text=a_b_c&timestamp=${time}`, 'hex');
    const query = `?text=a%26b%3Dc&msisdn=1&timestamp=${time}&sig=${sig}`;
    const request = aRequest({ method: 'GET', mediaType: '', url: `https://gate.example.com/x${query}` });
    expect(await gateway.verify(request)).toEqual({ ok: true });
  });

  test.each([
    [
      'a part',
      'concat=true&concat-ref=7&concat-total=3&concat-part=2',
      { kind: 'part', part: { reference: '7', number: 2, total: 3 } },
    ],
    [
      'a part beyond the last one',
      'concat=true&concat-ref=7&concat-total=3&concat-part=4',
      { kind: 'messages' },
    ],
    ['the only part', 'concat=true&concat-ref=7&concat-total=1&concat-part=1', { kind: 'messages' }],
    ['a part of nothing', 'concat=true&concat-total=2&concat-part=1', { kind: 'messages' }],
    ['half a part', 'concat=true&concat-ref=7&concat-total=3&concat-part=1.5', { kind: 'messages' }],
    [
      'bytes',
      'type=binary&data=aGk%3D',
      { messages: [{ attachments: [{ kind: 'binary', content: 'aGk=' }] }] },
    ],
  ])('parse() reads %s', (_name, fields, expected) => {
    const body = `messageId=m&msisdn=1&to=2&text=hi&${fields}`;
    expect(parse(gateway, { body })).toMatchObject(expected);
  });

  test('parse() reads a picture with its address', () => {
    const body = {
      message_uuid: 'u',
      from: '1',
      to: '2',
      message_type: 'image',
      image: { url: 'https://m.example' },
    };
    expect(parse(gateway, { body, headers: { authorization: 'Bearer x' } })).toMatchObject({
      messages: [{ text: '', attachments: [{ kind: 'media', content: 'https://m.example' }] }],
    });
  });
});

describe('MessageBird', () => {
  const gateway = createMessageBirdGateway({ signingKey: SECRET });
  const url = 'https://gate.example.com/x?originator=1&recipient=2&payload=hi&id=m';
  const claims = { iss: 'MessageBird', jti: 'j', nbf: unix(NOW), exp: unix(NOW) + 60, url_hash: sha256(url) };
  const get = (more: object) =>
    aRequest({
      method: 'GET',
      mediaType: '',
      url,
      headers: { 'messagebird-signature-jwt': jwt({ ...claims, ...more }, SECRET) },
    });

  test('verify() needs no digest of a body that is not there', async () => {
    expect(await gateway.verify(get({}))).toEqual({ ok: true });
    expect(gateway.parse(get({}))).toMatchObject({ messages: [{ id: 'm', from: '1', to: '2', text: 'hi' }] });
  });

  test.each([
    ['another address', { url_hash: sha256('https://gate.example.com/') }, 'mismatch'],
    ['no number of its own', { jti: undefined }, 'malformed'],
    ['another issuer', { iss: 'Bird' }, 'malformed'],
    ['a digest of a body that is not there', { payload_hash: sha256('x') }, 'mismatch'],
  ])('verify() refuses %s', async (_name, more, reason) => {
    expect(await gateway.verify(get(more))).toEqual({ ok: false, reason });
  });
});

describe('Gateways that send several messages at once', () => {
  test('Infobip: each is a message, with a request of its own', () => {
    const results = ['a', 'b'].map((id) => ({ messageId: id, from: '1', to: '2', text: id }));
    const parsed = parse(createInfobipGateway({ basic: 'u:p' }), { body: { results } });
    expect(parsed).toMatchObject({ messages: [{ id: 'a' }, { id: 'b' }] });
    expect(parsed).toHaveProperty(
      'messages.1.ownBody',
      JSON.stringify({ results: [results[1]], messageCount: 1, pendingMessageCount: 0 }),
    );
  });

  test('Bandwidth: each receiver of a group message has one, and other events are left out', () => {
    const message = { id: 'm', from: '1', to: ['2', '3'], text: 'hi', media: ['https://m.example'] };
    const body = [
      { type: 'message-received', to: '2', message },
      { type: 'message-delivered', to: '9', message },
      { type: 'message-received', to: '3', message },
    ];
    const attachments = [{ kind: 'media', content: 'https://m.example' }];
    expect(parse(createBandwidthGateway({ basic: 'u:p' }), { body })).toMatchObject({
      messages: [
        { id: 'm', to: '2', attachments, ownBody: JSON.stringify([body[0]]) },
        { id: 'm', to: '3', ownBody: JSON.stringify([body[2]]) },
      ],
    });
  });
});

describe('Messages that are no text', () => {
  const android = (event: string, payload: object) => ({ id: 'e', deviceId: 'd', event, payload });

  test.each<[string, Gateway, unknown, object]>([
    [
      'httpSMS, encrypted',
      createHttpSmsGateway({ signingKey: SECRET }),
      {
        type: 'message.phone.received',
        data: { message_id: 'm', contact: '1', owner: '2', content: 'U2FsdGVk', encrypted: true },
      },
      { text: '', attachments: [{ kind: 'encrypted', content: 'U2FsdGVk' }] },
    ],
    [
      'Sinch, binary',
      createSinchGateway({ secret: SECRET }),
      { type: 'mo_binary', id: 'm', from: '1', to: '2', body: 'AAH' },
      { text: '', attachments: [{ kind: 'binary', content: 'AAH' }] },
    ],
    [
      'Sinch, pictures',
      createSinchGateway({ secret: SECRET }),
      {
        type: 'mo_media',
        id: 'm',
        from: '1',
        to: '2',
        body: { subject: 's', message: 'hi', media: [{ url: 'u' }] },
      },
      { text: 's\nhi', attachments: [{ kind: 'media', content: 'u' }] },
    ],
    [
      'Android, data',
      createAndroidGateway({ signingKey: SECRET }),
      android('sms:data-received', { data: 'AAH', sender: '1' }),
      { to: 'd', text: '', attachments: [{ kind: 'binary', content: 'AAH' }] },
    ],
    [
      'Android, pictures, of an older version',
      createAndroidGateway({ signingKey: SECRET }),
      android('mms:received', { subject: 'Look', phoneNumber: 1 }),
      { from: '1', text: 'Look', attachments: [{ kind: 'media', content: '' }] },
    ],
    [
      'Standard Webhooks, with data of its own',
      createStandardGateway({ secret: 'whsec_AAAA' }),
      { type: 'sms.received', data: { from: '1', to: '2', text: 'hi', media: ['u'] } },
      { id: 'w', text: 'hi', attachments: [{ kind: 'media', content: 'u' }] },
    ],
    // eslint-disable-next-line max-params -- A row has a name, a gateway, what it sends and what is read.
  ])('parse() of %s', (_name, gateway, body, expected) => {
    expect(parse(gateway, { body, headers: { 'webhook-id': 'w' } })).toMatchObject({ messages: [expected] });
  });
});

describe('The gateway of any JSON', () => {
  const settings: JsonSettings = {
    account: '',
    fields: { from: '/sms/0/from', to: '/sms/0/to', text: '/sms/0/a~1b', id: null },
    security: { token: SECRET },
    answer: { status: 200, contentType: 'text/plain', body: 'OK' },
    event: null,
  };
  const body = { sms: [{ from: 1, to: 2, 'a/b': 'hi' }] };

  test('parse() follows pointers through lists, and knows a message by its digest', () => {
    const gateway = createJsonGateway(settings);
    const digest = sha256(JSON.stringify(body));
    expect(parse(gateway, { body })).toMatchObject({
      messages: [{ from: '1', to: '2', text: 'hi', id: digest }],
    });
    expect(gateway.answer([], null)).toBe(settings.answer);
  });

  test('parse() keeps the ids of one account apart from those of another', () => {
    const gateway = createJsonGateway({
      ...settings,
      account: 'acme',
      fields: { ...settings.fields, id: '/sms/0/from' },
    });
    expect(parse(gateway, { body })).toMatchObject({ messages: [{ id: 'acme/1' }] });
  });

  test.each([
    '/constructor/name',
    '/__proto__/x',
    '/sms/length',
    '/sms/-',
    '/sms/00/from',
    '/nowhere/at/all',
  ])('parse() finds nothing at %s', (from) => {
    const gateway = createJsonGateway({ ...settings, fields: { ...settings.fields, from } });
    expect(parse(gateway, { body })).toMatchObject({ kind: 'malformed' });
  });
});
