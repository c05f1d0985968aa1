import { keyedHash } from '../support/privacy.js';
import type { CorrectionChange } from '../../src/domain/store.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { aChange, aContextQuery, aCorrection, aTask, at, by, inTurn } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

export function correctionStoreContract(bench: StoreBench): void {
  saveCorrectionContract(bench);
  recallContract(bench);
  nearContract(bench);
  decisionContract(bench);
  listContract(bench);
}

const WITHHELD = aStoredMessage({ status: 'quarantined', isWithheld: true });
const RELEASE: CorrectionChange['transition'] = {
  from: { status: 'quarantined', isWithheld: true },
  to: { status: 'released', isWithheld: false },
};
const CONFIRM: CorrectionChange['transition'] = {
  from: { status: 'quarantined', isWithheld: true },
  to: { status: 'confirmed', isWithheld: true },
};

function aRelease(id: string, parts: Partial<CorrectionChange> = {}): CorrectionChange {
  const messageId = WITHHELD.id;
  return aChange(
    { id, messageId },
    { transition: RELEASE, tasks: [aTask({ dedupeKey: `bring:${id}` })], ...parts },
  );
}

function saveCorrectionContract({ store, another }: StoreBench): void {
  test('saveCorrection() keeps correction, message and tasks together', async () => {
    await store().saveArrival(anArrival(WITHHELD));
    expect(await store().saveCorrection(aRelease('C1'))).toBe('saved');
    expect(await store().findMessage(WITHHELD.id)).toEqual({
      ...WITHHELD,
      status: 'released',
      isWithheld: false,
    });
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
    expect((await store().listCorrections({ limit: 9 })).items).toEqual([aRelease('C1').correction]);
  });

  test('saveCorrection() changes no other message', async () => {
    const other = aStoredMessage({ id: 'M2', messageId: '18', status: 'quarantined', isWithheld: true });
    await store().saveArrival(anArrival(WITHHELD));
    await store().saveArrival(anArrival(other));
    await store().saveCorrection(aRelease('C1'));
    expect(await store().findMessage('M2')).toEqual(other);
  });

  test('saveCorrection() answers a repeat and writes nothing', async () => {
    await store().saveArrival(anArrival(WITHHELD));
    await store().saveCorrection(aRelease('C1'));
    const again = aRelease('C1', { tasks: [aTask({ dedupeKey: 'more' })], fingerprint: 'f2' });
    expect(await store().saveCorrection(again)).toBe('repeat');
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
    expect((await store().listCorrections({ limit: 9 })).items).toHaveLength(1);
  });

  test.each([
    ['status', { status: 'accepted', isWithheld: true }],
    ['withholding', { status: 'quarantined', isWithheld: false }],
  ] as const)('saveCorrection() is stale, and writes nothing, when the %s is another', async (_, state) => {
    const message = { ...WITHHELD, ...state };
    await store().saveArrival(anArrival(message));
    expect(await store().saveCorrection(aRelease('C1'))).toBe('stale');
    expect(await store().findMessage(message.id)).toEqual(message);
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
    expect((await store().listCorrections({ limit: 9 })).items).toEqual([]);
  });

  test('saveCorrection() lets one of many who press at once change the message', async () => {
    const stores = [store(), await another(), await another()] as const;
    await store().saveArrival(anArrival(WITHHELD));
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        inTurn(stores, index).saveCorrection(
          aRelease(`C${index}`, { transition: index % 2 === 0 ? RELEASE : CONFIRM }),
        ),
      ),
    );
    expect(answers.filter((answer) => answer === 'saved')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'stale')).toHaveLength(8);
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
    expect((await store().listCorrections({ limit: 9 })).items).toHaveLength(1);
  });

  test('saveCorrection() writes once when one correction comes many times at once', async () => {
    const other = await another();
    await store().saveArrival(anArrival(WITHHELD));
    const answers = await Promise.all(
      [store(), other, store(), other].map((one) => one.saveCorrection(aRelease('C1'))),
    );
    expect(answers.toSorted()).toEqual(['repeat', 'repeat', 'repeat', 'saved']);
  });

  test('saveCorrection() undoes everything when a part of it fails', async () => {
    await store().saveArrival(anArrival(WITHHELD));
    const broken = aRelease('C1', { tasks: [aTask({ payload: 1n as never })] });
    await expect(store().saveCorrection(broken)).rejects.toThrow(TypeError);
    expect(await store().findMessage(WITHHELD.id)).toEqual(WITHHELD);
    expect((await store().listCorrections({ limit: 9 })).items).toEqual([]);
    expect(await store().saveCorrection(aRelease('C1'))).toBe('saved');
  });

  test('saveCorrection() refuses to change the message of a correction that belongs to none', async () => {
    const change = aChange({ messageId: null }, { transition: RELEASE });
    await expect(store().saveCorrection(change)).rejects.toThrow(TypeError);
    expect((await store().listCorrections({ limit: 9 })).items).toEqual([]);
  });

  test('saveCorrection() keeps every field, with a conversation and without', async () => {
    const corrections = [
      aCorrection({
        id: 'C1',
        messageId: 'gone',
        text: '🎁\n"\'',
        author: 'Zoë',
        role: 'admin',
        source: 'telegram',
      }),
      aCorrection({ id: 'C2', conversation: null, score: null, model: null, label: 'spam' }),
    ];
    for (const correction of corrections) await store().saveCorrection(aChange(correction));
    expect((await store().listCorrections({ limit: 9 })).items).toEqual(corrections.toReversed());
  });

  test.each(['appeal', 'report'] as const)('saveCorrection() hashes who made an %s', async (role) => {
    await store().saveCorrection(aChange({ author: 'telegram:4242', role }));
    const [kept] = (await store().listCorrections({ limit: 9 })).items;
    expect(kept?.author).toBe(keyedHash('telegram:4242'));
  });

  test('saveCorrection() drops a task whose key is known', async () => {
    await store().addTasks([aTask({ dedupeKey: 'bring:C1' })], at(0));
    await store().saveArrival(anArrival(WITHHELD));
    expect(await store().saveCorrection(aRelease('C1'))).toBe('saved');
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
  });
}

function recallContract({ store }: StoreBench): void {
  const here = { channel: 'telegram', id: '-1001' } as const;
  /** Both ways to ask. */
  const recall = async () => {
    const query = aContextQuery();
    const [label, { memory }] = [await store().recallLabel(here, 'f1'), await store().readContext(query)];
    expect(memory).toBe(label);
    return label;
  };

  test('recallLabel() is null for a text that nobody has corrected', async () => {
    expect(await recall()).toBeNull();
    expect(await store().recallLabel({ ...here, id: '\u0000' }, 'f1')).toBeNull();
  });

  test('recallLabel() is the label kept last, whatever the clocks say', async () => {
    await store().saveCorrection(aChange({ id: 'C1', label: 'spam', createdAt: at(60) }));
    expect(await recall()).toBe('spam');
    await store().saveCorrection(aChange({ id: 'C2', label: 'ham', createdAt: at(0) }));
    expect(await recall()).toBe('ham');
  });

  test('recallLabel() falls back to the one before when the last is withdrawn', async () => {
    await store().saveCorrection(aChange({ id: 'C1', label: 'spam' }));
    await store().saveCorrection(aChange({ id: 'C2', label: 'ham' }));
    await store().withdrawCorrection('C2', by(1));
    expect(await recall()).toBe('spam');
    await store().withdrawCorrection('C1', by(2));
    expect(await recall()).toBeNull();
  });

  test.each([
    ['an appeal', aChange({ role: 'appeal' })],
    ['another text', aChange({}, { fingerprint: 'f2' })],
    ['another conversation', aChange({ conversation: { channel: 'telegram', id: '-1002' } })],
    ['another channel', aChange({ conversation: { channel: 'sms', id: '-1001' } })],
    ['no conversation', aChange({ conversation: null })],
  ])('recallLabel() does not listen to %s', async (_, change) => {
    await store().saveCorrection(change);
    expect(await recall()).toBeNull();
  });
}

function nearContract({ store, another }: StoreBench): void {
  const BANDS = [1, -2, 2 ** 31 - 1, -(2 ** 31), 5, 6, 7, 8];
  /** With the one band in common that has the greatest number. */
  const OTHER = [11, 12, 2 ** 31 - 1, 14, 15, 16, 17, 18];
  const NOWHERE = { conversation: null };
  const ELSEWHERE = { conversation: { channel: 'sms', id: '-1001' } } as const;
  const save = (correction: Parameters<typeof aChange>[0], bands: readonly number[] = BANDS) =>
    store().saveCorrection(aChange(correction, { bands, fingerprint: `f of ${correction?.text ?? ''}` }));
  const remember = async (parts: Parameters<typeof aContextQuery>[0] = {}, from = store()) => {
    const { remembered } = await from.readContext(aContextQuery({ bands: BANDS, ...parts }));
    return remembered.map(({ label, text }) => `${label} ${text}`);
  };

  test('readContext() remembers corrections with a band in common, newest first', async () => {
    await save({ id: 'C1', text: 'one', label: 'spam', createdAt: at(60) });
    await save({ id: 'C2', text: 'two', label: 'ham', createdAt: at(0) }, OTHER);
    await save({ id: 'C3', text: 'three', label: 'ham' }, [21, 22, 23, 24, 25, 26, 27, 28]);
    await save({ id: 'C4', text: 'four', label: 'ham' }, []);
    expect(await remember()).toEqual(['ham two', 'spam one']);
    expect(await remember({ bands: OTHER.filter((band) => band < 100) })).toEqual(['ham two']);
    expect(await remember({ bands: [] })).toEqual([]);
    expect((await store().readContext(aContextQuery({ bands: OTHER }))).remembered[0]?.fingerprint).toBe(
      'f of two',
    );
  });

  test.each([
    ['an appeal', { role: 'appeal' }],
    ['a report', { role: 'report' }],
    ['another conversation', { conversation: { channel: 'telegram', id: '-1002' } }],
    ['another channel', ELSEWHERE],
    ['no conversation', NOWHERE],
  ] as const)('readContext() does not remember %s', async (_, correction) => {
    await save(correction);
    expect(await remember()).toEqual([]);
  });

  test('readContext() remembers everywhere what administrators said anywhere, exactly and nearly', async () => {
    const everywhere = { scope: 'everywhere' } as const;
    await save({ id: 'C1', text: 'here', label: 'ham' });
    await save({ id: 'C2', text: 'elsewhere', label: 'spam', ...ELSEWHERE });
    await save({ id: 'C3', text: 'nowhere', label: 'ham', ...NOWHERE });
    await save({ id: 'C4', text: 'appeal', role: 'appeal' });
    expect(await remember(everywhere)).toEqual(['ham nowhere', 'spam elsewhere', 'ham here']);
    const memory = async (fingerprint: string) =>
      (await store().readContext(aContextQuery({ ...everywhere, fingerprint }))).memory;
    expect(await memory('f of elsewhere')).toBe('spam');
    expect(await memory('f of nowhere')).toBe('ham');
    expect(await memory('f of appeal')).toBeNull();
  });

  test('readContext() remembers nothing beside the very text', async () => {
    await save({ id: 'C1', text: 'one', label: 'spam' });
    const context = await store().readContext(aContextQuery({ bands: BANDS, fingerprint: 'f of one' }));
    expect(context).toMatchObject({ memory: 'spam', remembered: [] });
  });

  test('readContext() does not remember what was withdrawn', async () => {
    await save({ id: 'C1', text: 'one', label: 'spam' });
    await save({ id: 'C2', text: 'two', label: 'ham' });
    await store().withdrawCorrection('C2', by(1));
    expect(await remember()).toEqual(['spam one']);
    await store().withdrawCorrection('C1', by(1));
    expect(await remember({ scope: 'everywhere' })).toEqual([]);
  });

  test('readContext() remembers the newest twenty, withdrawn ones not counted', async () => {
    for (let n = 1; n <= 25; n++)
      await save({ id: `C${n}`, text: `${n}`, label: 'spam' }, n % 2 ? BANDS : OTHER);
    await store().withdrawCorrection('C24', by(1));
    const newest = Array.from({ length: 21 }, (_, index) => 25 - index).filter((n) => n !== 24);
    expect(await remember()).toEqual(newest.map((n) => `spam ${n}`));
    expect(await remember({ scope: 'everywhere' })).toHaveLength(20);
  });

  test('saveCorrection() keeps no bands of a correction that was not saved', async () => {
    await store().saveArrival(anArrival(WITHHELD));
    const from = { status: 'confirmed', isWithheld: true } as const;
    const transition = { from, to: { status: 'released', isWithheld: false } } as const;
    const change = aChange({ messageId: WITHHELD.id }, { transition, bands: BANDS });
    expect(await store().saveCorrection(change)).toBe('stale');
    await save({ id: 'C1', text: 'one', label: 'spam' });
    await save({ id: 'C1', text: 'one', label: 'spam' }, OTHER);
    expect(await remember()).toEqual(['spam one']);
    expect(await remember({ bands: OTHER.map((band, index) => (index === 2 ? 0 : band)) })).toEqual([]);
  });

  test('saveCorrection() is remembered by another process, and moves with its conversation', async () => {
    const other = await another();
    await save({ id: 'C1', text: 'one', label: 'spam' });
    expect(await remember({}, other)).toEqual(['spam one']);
    await other.moveConversation({ channel: 'telegram', id: '-1001' }, '-100500');
    expect(await remember()).toEqual([]);
    expect(await remember({ conversation: '-100500' })).toEqual(['spam one']);
  });
}

function decisionContract({ store }: StoreBench): void {
  const save = (fields: Parameters<typeof aChange>[0]) =>
    store().saveCorrection(aChange({ messageId: 'M1', ...fields }));
  const decision = async () => (await store().findDecision('M1'))?.id ?? null;

  test('findDecision() is the last standing label of an administrator for that message', async () => {
    expect(await decision()).toBeNull();
    await save({ id: 'C1', label: 'spam' });
    await save({ id: 'C2', label: 'ham' });
    await save({ id: 'C3', role: 'appeal' });
    await save({ id: 'C4', messageId: 'M2' });
    await save({ id: 'C5', messageId: null });
    expect(await decision()).toBe('C2');
    await store().withdrawCorrection('C2', by(1));
    expect(await decision()).toBe('C1');
    await store().withdrawCorrection('C1', by(2));
    expect(await decision()).toBeNull();
  });
}

function listContract({ store }: StoreBench): void {
  test('withdrawCorrection() keeps the first time', async () => {
    await store().saveCorrection(aChange());
    expect(await store().withdrawCorrection('C1', by(1))).toBe(true);
    expect(await store().withdrawCorrection('C1', by(2))).toBe(true);
    expect((await store().listCorrections({ limit: 1 })).items).toEqual([
      aCorrection({ withdrawnAt: at(1) }),
    ]);
  });

  test.each(['nobody', '', '\u0000', '\ud800'])('withdrawCorrection() is false for %j', async (id) => {
    await store().saveCorrection(aChange());
    expect(await store().withdrawCorrection(id, by(1))).toBe(false);
    expect((await store().listCorrections({ limit: 1 })).items).toEqual([aCorrection()]);
  });

  test('listCorrections() has the newest first, page after page', async () => {
    for (const id of ['C1', 'C2', 'C3']) await store().saveCorrection(aChange({ id, createdAt: at(0) }));
    const first = await store().listCorrections({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['C3', 'C2']);
    const last = await store().listCorrections({ limit: 2, after: first.next ?? '' });
    expect(last.items.map(({ id }) => id)).toEqual(['C1']);
    expect(last.next).toBeNull();
  });

  test('listCorrections() throws a RangeError for a made-up page token and for an empty page', async () => {
    await expect(store().listCorrections({ limit: 2, after: 'x' })).rejects.toThrow(RangeError);
    await expect(store().listCorrections({ limit: 0 })).rejects.toThrow(RangeError);
  });
}
