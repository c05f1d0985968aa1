import { createLogger } from '../../src/cli/create-logger.js';

/** What is logged about this, read back. */
function logged(err: unknown): Record<string, unknown> {
  let line = '';
  createLogger('info', { write: (text) => void (line = text) }).error({ err }, 'it failed');
  return (JSON.parse(line) as { readonly err: Record<string, unknown> }).err;
}

describe('createLogger()', () => {
  test('has of an error what it says, its code and its causes', () => {
    const cause = Object.assign(new TypeError('no route'), { code: 'EHOSTUNREACH' });
    const error = new Error('fetch failed', { cause });
    expect(logged(error)).toEqual({
      type: 'Error',
      message: 'fetch failed',
      stack: expect.stringContaining('Error: fetch failed\n') as string,
      cause: expect.objectContaining({
        type: 'TypeError',
        message: 'no route',
        code: 'EHOSTUNREACH',
      }) as object,
    });
  });

  test('leaves out what a database hangs on it: the row that it could not keep', () => {
    const detail = 'Key (sender)=(+14155550123) already exists.';
    const parts = { code: '23505', detail, where: 'lunch at noon', parameters: ['+14155550123'] };
    const error = Object.assign(new Error('duplicate key'), parts);
    expect(logged(error)).toMatchObject({ code: '23505', message: 'duplicate key' });
    expect(JSON.stringify(logged(error))).not.toMatch(/14155550123|lunch/);
  });

  test.each([
    ['a text', 'gone', { message: 'gone' }],
    ['nothing', undefined, undefined],
    ['a number', 7, { message: '7' }],
  ])('takes %s that was thrown', (_, thrown, expected) => {
    expect(logged(thrown)).toEqual(expected);
  });

  test('a cause that goes round in a circle ends', () => {
    const error = new Error('one');
    error.cause = error;
    expect(JSON.stringify(logged(error)).match(/"one"/g)).toHaveLength(5);
  });
});
