import fc from 'fast-check';
import type { GatewayRequest } from '../../../../src/channels/sms/gateway.js';
import { createTwilioGateway } from '../../../../src/channels/sms/gateways/twilio.js';
import { aStoredMessage } from '../../../support/builders.js';
import { NOW } from '../../../support/gate.js';
import { AUTH_TOKEN, INBOUND, PATH, PUBLIC_BASE_URL, signTwilio, toForm } from '../signed-twilio.js';

const gateway = createTwilioGateway({ authToken: AUTH_TOKEN });
const URL_CALLED = PUBLIC_BASE_URL + PATH;

function aRequest(
  parts: Partial<Omit<GatewayRequest, 'rawBody'>> & { readonly body?: string | Buffer } = {},
) {
  const { body = toForm(INBOUND), ...others } = parts;
  return {
    method: 'POST',
    url: URL_CALLED,
    headers: { 'x-twilio-signature': [signTwilio(INBOUND)] },
    rawBody: Buffer.from(body as string),
    mediaType: 'application/x-www-form-urlencoded',
    now: NOW,
    ...others,
  } satisfies GatewayRequest;
}

const signedBy = (signature: string) => ({ 'x-twilio-signature': [signature] });

describe('verify() of Twilio accepts what Twilio signs', () => {
  const official = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234' };
  const officialForm = toForm({ ...official, From: '+14158675309', To: '+18005551212' });
  const unknown = { ...INBOUND, TomorrowsField: 'x', '': 'y' };
  const multiByte = { ...INBOUND, Body: 'Вы выиграли приз! 🎁 http://bit.ly/x' };
  const port = (address: string) => signTwilio(INBOUND, { url: address });
  const repeated = 'a=2&a=1&a=2&b=3';
  const repeatedFields = { a: '1a2', b: '3' };

  test.each<[string, Partial<Parameters<typeof aRequest>[0]>]>([
    ['a message', {}],
    [
      'the vector of its own SDK',
      {
        url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
        headers: signedBy('RSOYDt4T1cUTdK1PDd93/VVr8B8='),
        body: officialForm,
      },
    ],
    ['unknown fields', { body: toForm(unknown), headers: signedBy(signTwilio(unknown)) }],
    ['multi-byte text', { body: toForm(multiByte), headers: signedBy(signTwilio(multiByte)) }],
    ['repeated values', { body: repeated, headers: signedBy(signTwilio(repeatedFields)) }],
    ['the URL with its usual port', { headers: signedBy(port(`https://gate.example.com:443${PATH}`)) }],
    [
      'the URL without its unusual port',
      { url: `https://gate.example.com:8443${PATH}`, headers: signedBy(port(URL_CALLED)) },
    ],
    [
      'the URL with its unusual port',
      {
        url: `https://gate.example.com:8443${PATH}`,
        headers: signedBy(port(`https://gate.example.com:8443${PATH}`)),
      },
    ],
    [
      'plain http with its usual port',
      {
        url: `http://gate.example.com${PATH}`,
        headers: signedBy(port(`http://gate.example.com:80${PATH}`)),
      },
    ],
    [
      'the older escaping of the query',
      { url: `${URL_CALLED}?q=a%2Db`, headers: signedBy(port(`${URL_CALLED}?q=a-b`)) },
    ],
    ['an empty form', { body: '', headers: signedBy(signTwilio({})) }],
  ])('%s', (_name, parts) => {
    expect(gateway.verify(aRequest(parts))).toEqual({ ok: true });
  });
});

describe('verify() of Twilio refuses', () => {
  const genuine = signTwilio(INBOUND);
  const tampered = (genuine.startsWith('A') ? 'B' : 'A') + genuine.slice(1);

  test.each<[string, string, Partial<Parameters<typeof aRequest>[0]>]>([
    ['no signature', 'missing', { headers: {} }],
    ['an empty signature', 'missing', { headers: signedBy('') }],
    ['a repeated signature', 'repeated', { headers: { 'x-twilio-signature': [genuine, genuine] } }],
    ['two signatures in one header', 'malformed', { headers: signedBy(`${genuine}, ${genuine}`) }],
    ['a signature that is too short', 'malformed', { headers: signedBy('AAAA') }],
    ['a signature in hexadecimal', 'malformed', { headers: signedBy('0'.repeat(40)) }],
    ['a tampered signature', 'mismatch', { headers: signedBy(tampered) }],
    ['a tampered body', 'mismatch', { body: toForm({ ...INBOUND, Body: 'Lunch at ten?' }) }],
    ['an added field', 'mismatch', { body: toForm({ ...INBOUND, extra: '' }) + '&x=1' }],
    ['another secret', 'mismatch', { headers: signedBy(signTwilio(INBOUND, { authToken: '54321' })) }],
    ['another path', 'mismatch', { url: `${PUBLIC_BASE_URL}/webhooks/sms/other` }],
    ['another host', 'mismatch', { url: `https://other.example.com${PATH}` }],
    ['another scheme', 'mismatch', { url: `http://gate.example.com${PATH}` }],
    ['an added query', 'mismatch', { url: `${URL_CALLED}?a=b` }],
    ['a URL that is none', 'mismatch', { url: 'https://gate.example.com:x/' }],
  ])('%s', (_name, reason, parts) => {
    expect(gateway.verify(aRequest(parts))).toEqual({ ok: false, reason });
  });
});

describe('parse() of Twilio', () => {
  const parse = (fields: Readonly<Record<string, string>>) =>
    gateway.parse(aRequest({ body: toForm(fields) }));
  const without = (name: keyof typeof INBOUND) =>
    Object.fromEntries(Object.entries(INBOUND).filter(([field]) => field !== name));

  test('reads a message', () => {
    expect(parse(INBOUND)).toEqual({
      kind: 'messages',
      messages: [
        {
          id: 'SM0123456789abcdef0123456789abcdef',
          from: '+14155550123',
          to: '+15005550006',
          text: 'Lunch at noon?',
          attachments: [],
          isCarrierKeyword: false,
        },
      ],
    });
  });

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['unknown fields', { ...INBOUND, TomorrowsField: '1', __proto__x: '2' }, { attachments: [] }],
    ['a message without a text', without('Body'), { text: '' }],
    ['an empty text', { ...INBOUND, Body: '' }, { text: '' }],
    [
      'pictures, by their addresses',
      { ...INBOUND, NumMedia: '2', MediaUrl0: 'https://m.example/0' },
      {
        attachments: [
          { kind: 'media', content: 'https://m.example/0' },
          { kind: 'media', content: '' },
        ],
      },
    ],
    ['a count of media that is none', { ...INBOUND, NumMedia: 'many' }, { attachments: [{ content: '' }] }],
    ['a message without a count of media', without('NumMedia'), { attachments: [] }],
    ['a message without a status', without('SmsStatus'), { id: INBOUND.MessageSid }],
    [
      'a word that the account has made a STOP',
      { ...INBOUND, OptOutType: 'STOP' },
      { isCarrierKeyword: true },
    ],
    [
      'a messaging service in place of a number',
      { ...without('To'), MessagingServiceSid: 'MG1' },
      { to: 'MG1' },
    ],
  ])('accepts %s', (_name, fields, expected) => {
    expect(parse(fields)).toMatchObject({ kind: 'messages', messages: [expected] });
  });

  test.each([
    ['MessageStatus', { ...INBOUND, MessageStatus: 'delivered' }],
    ['SmsStatus', { ...INBOUND, SmsStatus: 'undelivered' }],
  ])('takes a delivery status in %s for no message', (_name, fields) => {
    expect(parse(fields)).toMatchObject({ kind: 'not-a-message' });
  });

  test.each([
    ['no MessageSid', without('MessageSid'), 'MessageSid'],
    ['no From', without('From'), 'From'],
    ['no To', without('To'), 'To'],
    ['an empty MessageSid', { ...INBOUND, MessageSid: '' }, 'MessageSid'],
    ['a MessageSid that no index can hold', { ...INBOUND, MessageSid: 'S'.repeat(256) }, 'MessageSid'],
  ])('says what is wrong with %s', (_name, fields, field) => {
    const parsed = parse(fields);
    expect(parsed).toMatchObject({ kind: 'malformed' });
    expect(parsed).toHaveProperty('reason', expect.stringContaining(field));
  });

  test('reads invalid percent encodings as far as they go', () => {
    const body = `${toForm(without('Body'))}&Body=%ED%A0%80%zz%`;
    expect(gateway.parse(aRequest({ body }))).toMatchObject({
      messages: [{ text: '\uFFFD\uFFFD\uFFFD%zz%' }],
    });
  });
});

describe('verify() and parse() of Twilio never throw', () => {
  const name = fc.oneof(fc.constantFrom(...Object.keys(INBOUND), '__proto__', 'constructor'), fc.string());
  const form = fc
    .array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 20 })
    .map((pairs) => new URLSearchParams(pairs).toString());
  const body = fc.oneof(
    form,
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );

  test('for any body, address and signature', () => {
    fc.assert(
      fc.property(
        body,
        fc.oneof(fc.webUrl(), fc.string()),
        fc.array(fc.string()),
        (bytes, url, signatures) => {
          const request = aRequest({ body: bytes, url, headers: { 'x-twilio-signature': signatures } });
          expect(gateway.verify(request)).toHaveProperty('ok');
          expect(gateway.parse(request)).toHaveProperty('kind');
        },
      ),
    );
  });
});

test('parse() of Twilio believes the first of two fields with one name, as its signature does', () => {
  const body = `${toForm(INBOUND)}&SmsStatus=delivered&Body=Another`;
  expect(gateway.parse(aRequest({ body }))).toMatchObject({ messages: [{ text: INBOUND.Body }] });
});

test('answer() of Twilio carries a reply, escaped', () => {
  expect(gateway.answer([], 'No <spam> & "thanks"\u0000').body).toContain(
    '<Response><Message>No &lt;spam&gt; &amp; &quot;thanks&quot; </Message></Response>',
  );
});

test('answer() of Twilio is an empty TwiML, whatever was decided', () => {
  const answer = {
    status: 200,
    contentType: 'text/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
  };
  expect(gateway.answer([], null)).toEqual(answer);
  expect(gateway.answer([aStoredMessage()], null)).toEqual(answer);
});
