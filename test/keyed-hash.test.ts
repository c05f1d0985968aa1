import { isHashed } from '../src/domain/privacy.js';
import { createKeyedHash } from '../src/keyed-hash.js';

describe('createKeyedHash()', () => {
  const keyedHash = createKeyedHash('key');

  test('keyedHash() is the first half of an HMAC-SHA256', () => {
    const example = 'The quick brown fox jumps over the lazy dog';
    expect(keyedHash(example)).toBe('h:f7bc83f430538424b13298e6aa6fb143');
    expect(isHashed(keyedHash(example))).toBe(true);
  });

  test('keyedHash() says the same again, and another under another key', () => {
    const first = keyedHash('telegram:42');
    expect(keyedHash('telegram:42')).toBe(first);
    expect(createKeyedHash('other')('telegram:42')).not.toBe(first);
  });
});
