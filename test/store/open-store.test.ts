import { openStore } from '../../src/store/open-store.js';
import { StoreError } from '../../src/store/store-error.js';
import { keyedHash } from '../support/privacy.js';

describe('openStore()', () => {
  test.each([
    ['', ''],
    ['file:', 'file:'],
    ['./hamgate.db', './hamgate.db'],
    ['mysql://ann:S3cret@host:3306/name?password=S3cret', 'mysql://host:3306/name'],
    ['https://ann:S3cret@host/', 'https://host/'],
    ['ann:S3cret@host/name', '…'],
    ['host/name?password=S3cret', '…'],
    ['mysql://ann:S3cret@ho st:x/name', 'mysql://…'],
  ])('refuses %j and shows it as %j', async (url, shown) => {
    const opening = openStore(url, keyedHash);
    await expect(opening).rejects.toThrow(StoreError);
    await expect(opening).rejects.toThrow(
      `Cannot open the database "${shown}": expected file:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME`,
    );
  });

  test.each([
    'postgres://ann:S3cret@ho st:x/name',
    'postgres://ann:S3cret@[::/name',
    'postgresql://ann:S3c%ret@host/n',
  ])('refuses the broken %j and tells no secret, not even in the cause', async (url) => {
    const error = await openStore(url, keyedHash).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    const cause = error instanceof Error ? error.cause : null;
    expect(String(error) + String(cause) + JSON.stringify(cause)).not.toMatch(/S3c/);
  });
});
