import { createTries, networkOf } from '../../../src/web/access/tries.js';

describe('networkOf()', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:DB8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('knows %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('createTries()', () => {
  test('wait() is null for nine wrong tokens, and says how long after ten; other addresses are not held up', async () => {
    const tries = createTries();
    for (let count = 0; count < 9; count++) await tries.note('2001:db8::1');
    expect(await tries.wait('2001:db8::1')).toBeNull();
    await tries.note('2001:db8::2');
    expect(await tries.wait('2001:db8::3')).toBeGreaterThan(0);
    expect(await tries.wait('2001:db8:0:1::1')).toBeNull();
  });
});
