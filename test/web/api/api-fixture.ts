import { ROLES, type Role } from '../../../src/domain/access.js';
import type { Store, StoredMessage } from '../../../src/domain/store.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { anArrival, aStoredMessage, aVerdict } from '../../support/builders.js';
import { NOW } from '../../support/gate.js';
import { aChange, aModel, at, aTask, by } from '../../support/store-builders.js';
import { createTestApp, createTestTrial, type TestApp } from '../test-app.js';

/** A token of each role. */
export const TOKENS: Readonly<Record<Role, string>> = {
  viewer: 'token-of-a-viewer',
  moderator: 'token-of-a-moderator',
  admin: 'token-of-an-admin',
};

/** A gate that has whatever the examples of the document name. */
export async function createExampleApp(store: Store): Promise<TestApp> {
  await addTokens(store);
  await addMessages(store);
  await addModels(store);
  await addTasks(store);
  return createTestApp(
    store,
    createTestTrial(() => true),
  );
}

export async function addTokens(store: Store): Promise<void> {
  for (const role of ROLES) await store.addToken({ name: role, role, hash: secretHash(TOKENS[role]) }, by(0));
  await store.addToken({ name: 'reader', role: 'viewer', hash: secretHash('token-of-a-reader') }, by(0));
}

const SPAM = aVerdict({ score: 0.97, band: 'spam', action: 'quarantine', reasons: ['above-threshold'] });

function aWithheld(number: number, parts: Partial<StoredMessage> = {}): StoredMessage {
  return {
    ...aStoredMessage({
      ...{ id: `M000000000${number}`, messageId: `S${number}`, channel: 'sms', conversation: '+15005550006' },
      ...{ text: 'Free casino', verdict: SPAM, status: 'quarantined', isWithheld: true },
      ...{ gateway: 'twilio', receivedAt: at(-number) },
    }),
    ...parts,
  };
}

async function addMessages(store: Store): Promise<void> {
  const shadow = { model: 'default@1.0.1', score: 0.1, band: 'ham', gap: 4, isOther: true } as const;
  const attachments = [{ kind: 'media', content: 'https://media.example/1' }] as const;
  for (const message of [
    aWithheld(1, { attachments }),
    aWithheld(2),
    aWithheld(3),
    aStoredMessage({ id: 'M0000000004' }),
  ])
    await store.saveArrival(anArrival(message, { shadow }));
  const from = { status: 'quarantined', isWithheld: true } as const;
  const to = { status: 'released', isWithheld: false } as const;
  const label = { messageId: 'M0000000002', conversation: { channel: 'sms', id: '+15005550006' } } as const;
  await store.saveCorrection(aChange({ id: 'C2', ...label, label: 'ham' }, { transition: { from, to } }));
  await store.saveCorrection(aChange({ id: 'C1', text: 'Free casino', label: 'spam' }));
}

async function addModels(store: Store): Promise<void> {
  await store.addModel(aModel('default@1.0.0', { origin: 'given', parent: null, decision: null }));
  await store.addModel(aModel('default@1.0.1', { report: { seconds: 7 } }));
  const event = { author: 'Bea', at: at(0) };
  await store.addModelEvent({ ...event, place: 'current', model: 'default@1.0.0', kind: 'promote' });
  await store.addModelEvent({ ...event, place: 'shadow', model: 'default@1.0.1', kind: 'shadow' });
}

async function addTasks(store: Store): Promise<void> {
  await store.addTasks(
    [aTask({ target: 'forward', dedupeKey: 'one' }), aTask({ dedupeKey: 'two' })],
    NOW.toISOString(),
  );
  const lease = { now: at(9), leaseUntil: at(9), limit: 1, target: 'forward' } as const;
  for (const { id } of await store.claimTasks(lease))
    await store.buryTask(id, { at: at(10), reason: 'given up after 72 hours' });
}
