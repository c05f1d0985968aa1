import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aChange, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

/** What pages ask for beside their lists. */
export function overviewContract({ store }: StoreBench): void {
  const withheld = {
    verdict: aVerdict({ score: 0.95, band: 'spam', action: 'quarantine' }),
    status: 'quarantined',
    isWithheld: true,
  } as const;
  const keep = (id: string, parts: Parameters<typeof aStoredMessage>[0] = {}) =>
    store().saveArrival(anArrival(aStoredMessage({ id, messageId: id, ...parts })));

  test('countWaiting() counts every copy of each kind, up to a number', async () => {
    expect(await store().countWaiting(9)).toEqual({ quarantined: 0, unsure: 0 });
    for (const id of ['Q1', 'Q2', 'Q3']) await keep(id, withheld);
    await keep('U1', { verdict: aVerdict({ score: 0.6, band: 'unsure' }) });
    await keep('HAM');
    await keep('DONE', { ...withheld, status: 'confirmed' });
    expect(await store().countWaiting(9)).toEqual({ quarantined: 3, unsure: 1 });
    expect(await store().countWaiting(2)).toEqual({ quarantined: 2, unsure: 1 });
    await expect(store().countWaiting(0)).rejects.toThrow(RangeError);
  });

  test('findCorrections() finds those that there are, withdrawn or not', async () => {
    for (const id of ['C1', 'C2', 'C3']) await store().saveCorrection(aChange({ id }));
    await store().withdrawCorrection('C3', by(1));
    const found = await store().findCorrections(['C3', 'nobody', '\u0000', 'C1']);
    expect(found.map(({ id }) => id).sort()).toEqual(['C1', 'C3']);
    expect(await store().findCorrections([])).toEqual([]);
  });
}
