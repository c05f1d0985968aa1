import type { IdempotencyClaim } from '../../src/domain/access.js';
import { at } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const aClaim = (parts: Partial<IdempotencyClaim> = {}): IdempotencyClaim => ({
  author: 'token:anna',
  key: 'K1',
  requestHash: 'h1',
  now: at(100),
  staleBefore: at(40),
  ...parts,
});

/** Requests that are carried out once. */
export function idempotencyStoreContract({ store, another }: StoreBench): void {
  const claim = (parts?: Partial<IdempotencyClaim>) => store().claimKey(aClaim(parts));
  const answer = { status: 201, body: 'sealed 🎁' };

  test('claimKey() gives a key to the first, and the answer to who asks again', async () => {
    expect(await claim()).toEqual({ kind: 'claimed' });
    expect(await claim()).toEqual({ kind: 'in-progress' });
    await store().keepAnswer(aClaim(), answer);
    expect(await claim()).toEqual({ kind: 'answered', answer });
    expect(await claim({ requestHash: 'h2' })).toEqual({ kind: 'different' });
  });

  test('claimKey() tells another request while the first is being carried out', async () => {
    await claim();
    expect(await claim({ requestHash: 'h2' })).toEqual({ kind: 'different' });
  });

  test('claimKey() keeps the keys of each author apart', async () => {
    await claim();
    expect(await claim({ author: 'token:bea' })).toEqual({ kind: 'claimed' });
    expect(await claim({ key: 'K2' })).toEqual({ kind: 'claimed' });
  });

  test('freeKey() frees what was begun, and nothing that was answered', async () => {
    await claim();
    await store().freeKey(aClaim());
    expect(await claim({ requestHash: 'h2' })).toEqual({ kind: 'claimed' });
    await store().keepAnswer(aClaim(), answer);
    await store().freeKey(aClaim());
    expect(await claim({ requestHash: 'h2' })).toEqual({ kind: 'answered', answer });
  });

  test('claimKey() gives on what a process that died had begun', async () => {
    await claim({ now: at(39) });
    expect(await claim({ requestHash: 'h2' })).toEqual({ kind: 'different' });
    expect(await claim()).toEqual({ kind: 'claimed' });
    expect(await claim()).toEqual({ kind: 'in-progress' });
  });

  test('claimKey() gives a key to one of many that ask at once, and a stale one to one, too', async () => {
    const other = await another();
    const ask = (now: string, staleBefore: string) =>
      Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? store() : other).claimKey(aClaim({ now, staleBefore })),
        ),
      );
    for (const outcomes of [await ask(at(0), at(-60)), await ask(at(100), at(40))])
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
        'claimed',
        ...Array<string>(11).fill('in-progress'),
      ]);
  });

  test('forgetKeys() forgets the oldest, some at a time, and says how many', async () => {
    for (const second of [1, 2, 3, 4]) await claim({ key: `K${second}`, now: at(second) });
    await store().keepAnswer(aClaim({ key: 'K1' }), answer);
    expect(await store().forgetKeys({ before: at(4), limit: 2 })).toBe(2);
    expect(await claim({ key: 'K1', now: at(5) })).toEqual({ kind: 'claimed' });
    expect(await store().forgetKeys({ before: at(4), limit: 2 })).toBe(1);
    expect(await store().forgetKeys({ before: at(4), limit: 2 })).toBe(0);
    expect(await claim({ key: 'K4', staleBefore: at(0) })).toEqual({ kind: 'in-progress' });
  });
}
