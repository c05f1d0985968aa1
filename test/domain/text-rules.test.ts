import { aPolicy } from '../support/builders.js';
import { isCarrierKeyword } from '../../src/domain/carrier-keyword.js';
import { cleanText, textOf } from '../../src/domain/message.js';
import { looksLikeOneTimeCode } from '../../src/domain/one-time-code.js';
import { NO_SETTINGS, policyOf } from '../../src/domain/policy.js';
import { backOffMs } from '../../src/app/dispatch-outbox.js';

test.each([
  ['STOP', true],
  ['stop.', true],
  [' Stop All ', true],
  ['OPT-OUT', true],
  ['Arrêt', true],
  ['СТОП', true],
  ['退订', true],
  ['help!', true],
  ['Baja', true],
  ['SAIR', true],
  ['désabonner', true],
  ['Abmelden', true],
  ['annulla', true],
  ['afmelden', true],
  ['koniec', true],
  ['Старт', true],
  ['відписатися', true],
  ['İPTAL', true],
  ['yardım', true],
  ['berhenti', true],
  ['帮助', true],
  ['stop by for coffee', false],
  ['', false],
  ['stop'.repeat(20), false],
])('isCarrierKeyword(%j) is %s', (text, expected) => {
  expect(isCarrierKeyword(text)).toBe(expected);
});

test.each([
  ['Your code is 4829', true],
  ['G-482913 is your Google verification code', true],
  ['482 913 is your security code', true],
  ['Ваш код подтверждения: 48291', true],
  ['您的验证码是 482913', true],
  ['Código de verificação: 482913', true],
  ['Doğrulama kodu 482913', true],
  ['Votre code est 4829', true],
  ['Meet me at 1830', false],
  ['Use the code from the leaflet', false],
  ['Your code is 123', false],
  ['Your code is 123456789', false],
  ['Win 50000.00 with this code', false],
  ['the barcode reader costs 4829', false],
  [`Your code is 4829 ${'and much more '.repeat(30)}`, false],
])('looksLikeOneTimeCode(%j) is %s', (text, expected) => {
  expect(looksLikeOneTimeCode(text)).toBe(expected);
});

test.each([
  ['plain', 'plain'],
  ['smile 😀', 'smile 😀'],
  ['half \ud83d', 'half \ufffd'],
  ['\udc00 other half', '\ufffd other half'],
  ['nul \u0000', 'nul \ufffd'],
])('cleanText(%j) can be kept by any store', (text, expected) => {
  expect(cleanText(text)).toBe(expected);
});

test('textOf() joins the surfaces in their order', () => {
  expect(
    textOf({
      surfaces: [
        { kind: 'body', text: 'one' },
        { kind: 'caption', text: 'two' },
      ],
    }),
  ).toBe('one\ntwo');
  expect(textOf({ surfaces: [] })).toBe('');
});

const DEFAULTS = aPolicy({ mode: 'reply' }, { otp: 0.9, trusted: 0.9 });

test.each([
  [{ mode: null, threshold: null }, DEFAULTS],
  [
    { mode: 'observe', threshold: null },
    { ...DEFAULTS, mode: 'observe' },
  ],
  [{ mode: null, threshold: 0.95 }, aPolicy({ mode: 'reply' }, { spam: 0.95, otp: 0.95, trusted: 0.95 })],
  [
    { mode: null, threshold: 0.3 },
    aPolicy({ mode: 'reply' }, { spam: 0.3, review: 0.3, otp: 0.9, trusted: 0.9 }),
  ],
] as const)('policyOf(%j) keeps review <= spam <= one-time code', (settings, expected) => {
  expect(policyOf({ ...NO_SETTINGS, ...settings }, DEFAULTS)).toEqual(expected);
});

test.each([
  [0, 0, 1_000],
  [3, 0, 8_000],
  [3, 1, 10_000],
  [50, 0, 300_000],
])('backOffMs() after %d attempts, jitter %d, is %d', (attempts, random, expected) => {
  expect(backOffMs(attempts, random)).toBe(expected);
});
