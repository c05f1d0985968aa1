import type { ShadowScore } from '../../src/domain/shadow.js';
import type { MessageStatus } from '../../src/domain/store.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import type { StoreBench } from './store.contract.js';

const MODEL = 'default@1.0.1';
const aShadow = (parts: Partial<ShadowScore> = {}): ShadowScore => ({
  model: MODEL,
  score: 0.9,
  band: 'spam',
  gap: 2,
  isOther: true,
  ...parts,
});

export function shadowStoreContract({ store }: StoreBench): void {
  const messageOf = (id: string, status: MessageStatus = 'accepted') =>
    aStoredMessage({ id, messageId: id, status });
  const arrive = (id: string, parts: Partial<ShadowScore> = {}, status?: MessageStatus) =>
    store().saveArrival(anArrival(messageOf(id, status), { shadow: aShadow(parts) }));
  const listed = async (limit = 9, model = MODEL) =>
    (await store().listDisagreements(model, limit)).map(({ message }) => message.id);

  test('saveArrival() keeps what the model in the shadow made of the message', async () => {
    const shadow = aShadow({ score: 0.123_456_789_012_345, gap: 1 / 3 });
    await store().saveArrival(anArrival(messageOf('M1'), { shadow }));
    expect(await store().listDisagreements(MODEL, 9)).toEqual([{ message: messageOf('M1'), shadow }]);
    expect(await store().countShadow(MODEL)).toEqual({ scored: 1, toSpam: 1, toHam: 0 });
  });

  test('saveArrival() writes no second score when the message comes again', async () => {
    await arrive('M1');
    const repeated = { ...messageOf('M1'), id: 'M2' };
    const shadow = aShadow({ gap: 9, band: 'ham' });
    await store().saveArrival(anArrival(repeated, { shadow }));
    await store().saveArrival(anArrival(repeated, { shadow: aShadow({ model: 'other@1.0.0' }) }));
    expect(await store().countShadow(MODEL)).toEqual({ scored: 1, toSpam: 1, toHam: 0 });
    expect(await store().countShadow('other@1.0.0')).toEqual({ scored: 0, toSpam: 0, toHam: 0 });
  });

  test('listDisagreements() has the widest gap first, and of equal ones the newest', async () => {
    await arrive('M1', { gap: 1.5 });
    await arrive('M2', { gap: 10 });
    await arrive('M3', { gap: 0 });
    await arrive('M4', { gap: 1.5, band: 'ham', score: null });
    expect(await listed()).toEqual(['M2', 'M4', 'M1', 'M3']);
    expect(await listed(2)).toEqual(['M2', 'M4']);
    expect((await store().listDisagreements(MODEL, 9))[1]?.shadow).toMatchObject({
      score: null,
      band: 'ham',
    });
  });

  test('listDisagreements() leaves out what people decided, what both agree on, and other models', async () => {
    await arrive('M1');
    await arrive('M2', {}, 'quarantined');
    await arrive('M3', {}, 'released');
    await arrive('M4', {}, 'confirmed');
    await arrive('M5', { isOther: false });
    await arrive('M6', { model: 'other@1.0.0' });
    expect(await listed()).toEqual(['M2', 'M1']);
    expect(await listed(9, 'other@1.0.0')).toEqual(['M6']);
    expect(await listed(9, 'nobody@1.0.0')).toEqual([]);
  });

  test('countShadow() counts the messages of a model, and both kinds of disagreement', async () => {
    expect(await store().countShadow(MODEL)).toEqual({ scored: 0, toSpam: 0, toHam: 0 });
    await arrive('M1');
    await arrive('M2', { band: 'ham' });
    await arrive('M3', { band: 'unsure' });
    await arrive('M4', { isOther: false });
    await arrive('M5', { isOther: false, band: 'ham' });
    await arrive('M6', { model: 'other@1.0.0' });
    await arrive('M7', {}, 'confirmed');
    expect(await store().countShadow(MODEL)).toEqual({ scored: 6, toSpam: 2, toHam: 2 });
  });
}
