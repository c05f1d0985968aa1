import type { CorrectionRequest } from '../../src/app/record-correction.js';
import type { Store, StoredMessage } from '../../src/domain/store.js';
import { aMessage } from '../support/builders.js';
import { createTestGate, dueTasks, type TestGate } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let opened: TestStore;
let store: Store;
let gate: TestGate;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  gate = createTestGate(store);
});
afterEach(() => opened.cleanUp());

async function arrive(text: string, messageId = '17'): Promise<StoredMessage> {
  return (await gate.filter(aMessage({ text, messageId }))).message;
}

function aRequest(messageId: string, parts: Partial<CorrectionRequest> = {}): CorrectionRequest {
  return {
    correctionId: 'c1',
    label: 'ham',
    author: '7',
    role: 'admin',
    source: 'telegram',
    about: { messageId },
    ...parts,
  };
}

const payloads = async () => (await dueTasks(store)).map((task) => task.payload);

describe('createRecordCorrection()', () => {
  test('recordCorrection() releases a withheld message and remembers its text in that conversation', async () => {
    const { id } = await arrive('casino tonight');
    await store.finishTask(1, '2026-01-02T03:04:06.000Z');
    const outcome = await gate.recordCorrection(aRequest(id));
    expect(outcome).toMatchObject({
      kind: 'recorded',
      isBroughtBack: true,
      correction: { label: 'ham', text: 'casino tonight', messageId: id, role: 'admin' },
      message: { status: 'released', isWithheld: false },
    });
    expect(await payloads()).toEqual(['release']);
    expect((await arrive('CASINO tonight', '18')).verdict.reasons).toEqual(['released-before']);
    const elsewhere = await gate.filter(aMessage({ text: 'casino tonight', conversation: '-1002' }));
    expect(elsewhere.message.verdict.action).toBe('quarantine');
  });

  test('recordCorrection() confirms what stands in quarantine and does nothing outside', async () => {
    const { id } = await arrive('casino tonight');
    await store.finishTask(1, '2026-01-02T03:04:06.000Z');
    const outcome = await gate.recordCorrection(aRequest(id, { label: 'spam' }));
    expect(outcome).toMatchObject({ message: { status: 'confirmed', isWithheld: true } });
    expect(await payloads()).toEqual([]);
  });

  test('recordCorrection() removes a message that had been let through', async () => {
    const { id } = await arrive('join my channel');
    const outcome = await gate.recordCorrection(aRequest(id, { label: 'spam' }));
    expect(outcome).toMatchObject({
      message: { status: 'confirmed', isWithheld: true },
      isBroughtBack: false,
    });
    expect(await payloads()).toEqual(['removal']);
    expect((await arrive('join my channel', '18')).verdict.reasons).toEqual(['confirmed-before']);
  });

  test('recordCorrection() removes nothing in mode observe', async () => {
    gate = createTestGate(store, 'observe');
    const { id } = await arrive('join my channel');
    await gate.recordCorrection(aRequest(id, { label: 'spam' }));
    expect(await payloads()).toEqual([]);
  });

  test('recordCorrection() keeps an appeal without effect', async () => {
    const { id } = await arrive('casino tonight');
    const outcome = await gate.recordCorrection(aRequest(id, { role: 'appeal' }));
    expect(outcome).toMatchObject({ kind: 'recorded', message: { status: 'quarantined', isWithheld: true } });
    expect((await arrive('casino tonight', '18')).verdict.action).toBe('quarantine');
    expect((await store.listCorrections({ limit: 10 })).items).toMatchObject([{ role: 'appeal' }]);
  });

  test('recordCorrection() does once what is asked twice', async () => {
    const { id } = await arrive('casino tonight');
    await store.finishTask(1, '2026-01-02T03:04:06.000Z');
    await gate.recordCorrection(aRequest(id));
    expect(await gate.recordCorrection(aRequest(id))).toMatchObject({ kind: 'unchanged' });
    const later = await gate.recordCorrection(aRequest(id, { correctionId: 'c2' }));
    expect(later).toMatchObject({ kind: 'unchanged', message: { status: 'released' } });
    expect(await payloads()).toEqual(['release']);
    expect((await store.listCorrections({ limit: 10 })).items).toHaveLength(1);
  });

  test('recordCorrection() lets the last of two people at once win, and both are kept', async () => {
    const { id } = await arrive('casino tonight');
    const [first, second] = await Promise.all([
      gate.recordCorrection(aRequest(id, { correctionId: 'c1', label: 'ham' })),
      gate.recordCorrection(aRequest(id, { correctionId: 'c2', label: 'spam' })),
    ]);
    expect([first.kind, second.kind]).toEqual(['recorded', 'recorded']);
    expect((await store.listCorrections({ limit: 10 })).items).toHaveLength(2);
  });

  test('recordCorrection() says when there is no such message', async () => {
    expect(await gate.recordCorrection(aRequest('M999999999'))).toEqual({ kind: 'unknown-message' });
  });

  test('recordCorrection() keeps a text that belongs to no message, once', async () => {
    const request = aRequest('', { about: { text: 'join my \ud83d channel' }, label: 'spam', source: 'api' });
    expect(await gate.recordCorrection(request)).toMatchObject({
      kind: 'recorded',
      message: null,
      correction: { text: 'join my \ufffd channel', conversation: null, messageId: null },
    });
    expect(await gate.recordCorrection(request)).toEqual({ kind: 'unchanged', message: null });
  });
});
