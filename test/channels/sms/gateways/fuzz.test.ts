import fc from 'fast-check';
import request from 'supertest';
import type { GatewayRequest } from '../../../../src/channels/sms/gateway.js';
import { NOW } from '../../../support/gate.js';
import { openTestStore } from '../../../support/test-store.js';
import { createSmsApp } from '../sms-app.js';
import { PUBLIC_BASE_URL, toForm } from '../signed-twilio.js';
import { CASES } from './cases.js';
import type { GatewayCase } from './gateway-cases.js';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'data',
  'payload',
  'message',
  'results',
];
const HUGE = fc.constantFrom(1e308, -1e308, 1e-308, Number.MAX_SAFE_INTEGER, 2 ** 64);
const leaf = fc.oneof(fc.string({ unit: 'binary' }), HUGE, fc.boolean(), fc.constant(null), fc.integer());
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('value'), { maxKeys: 5 }),
  ),
})).value;

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const strange = fc.constantFrom(
  DEEP,
  '{"a":1,"a":2}',
  '1e999',
  '{"__proto__":{"x":1}}',
  '',
  'null',
  '"',
  '\ufeff{}',
);

/** A body of the gateway with one of its values replaced: what gets further than noise does. */
function mutated({ body, status, contentType }: GatewayCase): fc.Arbitrary<string> {
  const texts = [body({ id: 'm', text: 'hi' }), status];
  if (contentType.includes('form'))
    return fc
      .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(12), fc.string({ unit: 'binary' }))))
      .map(([text, changes]) => {
        const pairs = [...new URLSearchParams(text)];
        for (const [index, value] of changes) pairs.splice(index, 1, [pairs[index]?.[0] ?? value, value]);
        return new URLSearchParams(pairs).toString();
      });
  return fc.tuple(fc.constantFrom(...texts), fc.nat(12), json).map(([text, index, value]) => {
    let at = -1;
    return text === ''
      ? text
      : JSON.stringify(JSON.parse(text, (_key, old: unknown) => ((at += 1) === index ? value : old)));
  });
}

const bodyOf = (row: GatewayCase): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof(
    mutated(row),
    json.map((value) => JSON.stringify(value)),
    fc.dictionary(fc.string(), fc.string({ unit: 'binary' })).map(toForm),
    strange,
    fc.uint8Array(),
  );

function toRequest(
  row: GatewayCase,
  body: string | Uint8Array,
  headers: GatewayRequest['headers'],
): GatewayRequest {
  const url = `${PUBLIC_BASE_URL}/webhooks/sms/${row.gateway.name}${row.path ?? ''}`;
  return {
    method: 'POST',
    url,
    headers,
    mediaType: row.contentType,
    rawBody: Buffer.from(body as string),
    now: NOW,
  };
}

describe.each(CASES)('$name', (row) => {
  const header = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.stringMatching(/^[\w-]*\.[\w-]*\.[\w-]*$/),
  );

  test('verify() and parse() never throw, whatever comes', async () => {
    const signed = row.sign({ body: '{}', url: PUBLIC_BASE_URL, at: NOW, isOther: false });
    const names = [...Object.keys(signed.headers), 'Authorization'].map((name) => name.toLowerCase());
    const headers = fc.dictionary(fc.constantFrom(...names), fc.array(header, { maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(bodyOf(row), headers, async (body, given) => {
        const request = toRequest(row, body, given);
        expect(await row.gateway.verify(request)).toHaveProperty('ok');
        expect(row.gateway.parse(request)).toHaveProperty('kind');
      }),
      { numRuns: 150 },
    );
  });

  test('what is genuine and strange is never answered with 500', async () => {
    const testStore = await openTestStore();
    const { app } = createSmsApp({ store: testStore.store, gateways: [row.gateway] });
    const path = `/webhooks/sms/${row.gateway.name}${row.path ?? ''}`;
    await fc.assert(
      fc.asyncProperty(mutated(row), async (body) => {
        const signed = row.sign({ body, url: PUBLIC_BASE_URL + path, at: NOW, isOther: false });
        const call = request(app).post(path).type(row.contentType).set(signed.headers);
        const { status } = await call.serialize((text: string) => text).send(signed.body ?? body);
        expect([200, 202, 400, 403]).toContain(status);
      }),
      { numRuns: 25 },
    );
    await testStore.cleanUp();
  });
});
