import type { AuditRecord } from '../../src/domain/audit.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { anEvent } from '../support/learning-builders.js';
import { aChange, aTask, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

/** Tokens, sessions, and what of every change by a person is kept. */
export function accessStoreContract(bench: StoreBench): void {
  tokenContract(bench);
  sessionContract(bench);
  auditContract(bench);
  auditedChangesContract(bench);
}

const ANNA = { name: 'anna', role: 'moderator', hash: 'hash of anna' } as const;

function tokenContract({ store, another }: StoreBench): void {
  test('addToken() has a token found by its hash, until it is revoked', async () => {
    expect(await store().addToken(ANNA, by(0))).toBe(true);
    const token = { name: 'anna', role: 'moderator', createdAt: at(0), revokedAt: null };
    expect(await store().findToken(ANNA.hash)).toEqual(token);
    expect(await store().findToken('another')).toBeNull();
    expect(await store().revokeToken('anna', by(1))).toBe(true);
    expect(await store().findToken(ANNA.hash)).toBeNull();
    expect(await store().listTokens()).toEqual([{ ...token, revokedAt: at(1) }]);
  });

  test('addToken() refuses a name in force, and gives it again once it is revoked', async () => {
    await store().addToken(ANNA, by(0));
    expect(await store().addToken({ ...ANNA, hash: 'second' }, by(1))).toBe(false);
    await store().revokeToken('anna', by(2));
    expect(await store().addToken({ ...ANNA, hash: 'third', role: 'viewer' }, by(3))).toBe(true);
    expect((await store().listTokens()).map(({ role, revokedAt }) => [role, revokedAt])).toEqual([
      ['viewer', null],
      ['moderator', at(2)],
    ]);
  });

  test('addToken() gives a name once when two ask for it at once', async () => {
    const other = await another();
    const added = await Promise.all([
      store().addToken(ANNA, by(0)),
      other.addToken({ ...ANNA, hash: 'second' }, by(0)),
    ]);
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test.each(['nobody', '', '\u0000', '\ud800'])('revokeToken() is false for %j', async (name) => {
    await store().addToken(ANNA, by(0));
    expect(await store().revokeToken(name, by(1))).toBe(false);
    expect(await store().findToken(ANNA.hash)).not.toBeNull();
  });
}

const SESSION = { hash: 'cookie', tokenHash: ANNA.hash, createdAt: at(0), expiresAt: at(60) };

function sessionContract({ store }: StoreBench): void {
  test('findSession() knows a session until its time is over, and none that was ended', async () => {
    await store().addSession(SESSION, by(0));
    expect(await store().findSession('cookie', at(59))).toEqual({
      tokenHash: ANNA.hash,
      expiresAt: at(60),
    });
    expect(await store().findSession('cookie', at(60))).toBeNull();
    expect(await store().findSession('another', at(0))).toBeNull();
    await store().endSession('cookie', by(1));
    expect(await store().findSession('cookie', at(1))).toBeNull();
  });

  test('revokeToken() ends the sessions of that token and no others', async () => {
    await store().addToken(ANNA, by(0));
    await store().addSession(SESSION, by(0));
    await store().addSession({ ...SESSION, hash: 'of another', tokenHash: 'another' }, by(0));
    await store().revokeToken('anna', by(1));
    expect(await store().findSession('cookie', at(1))).toBeNull();
    expect(await store().findSession('of another', at(1))).not.toBeNull();
  });

  test('forgetSessions() forgets those that are over', async () => {
    await store().addSession(SESSION, by(0));
    await store().forgetSessions(at(60));
    expect(await store().findSession('cookie', at(0))).not.toBeNull();
    await store().forgetSessions(at(61));
    expect(await store().findSession('cookie', at(0))).toBeNull();
  });
}

type Said = Pick<AuditRecord, 'author' | 'action' | 'subject' | 'before' | 'after'>;

const said = ({ author, action, subject, before, after }: AuditRecord): Said => ({
  ...{ author, action, subject, before, after },
});

function auditContract({ store }: StoreBench): void {
  test('listAudit() gives the newest first, page after page, by author, action and subject', async () => {
    for (let n = 0; n < 5; n++)
      await store().addToken({ ...ANNA, name: `t${n}`, hash: `h${n}` }, by(n, n % 2 === 0 ? 'Ann' : 'Bob'));
    await store().revokeToken('t0', by(9, 'Bob'));
    const names = async (query: Parameters<ReturnType<typeof store>['listAudit']>[0]) => {
      const { items, next } = await store().listAudit(query);
      return { names: items.map(({ subject }) => subject), next };
    };
    const first = await names({ limit: 4 });
    expect(first.names).toEqual(['t0', 't4', 't3', 't2']);
    expect(await names({ limit: 4, after: first.next ?? '' })).toEqual({ names: ['t1', 't0'], next: null });
    expect((await names({ limit: 9, author: 'Bob' })).names).toEqual(['t0', 't3', 't1']);
    expect((await names({ limit: 9, action: 'token.revoked' })).names).toEqual(['t0']);
    expect((await names({ limit: 9, subject: 't0' })).names).toEqual(['t0', 't0']);
    await expect(store().listAudit({ limit: 9, after: 'x' })).rejects.toThrow(RangeError);
  });
}

function auditedChangesContract({ store }: StoreBench): void {
  const audit = async (): Promise<readonly Said[]> =>
    (await store().listAudit({ limit: 99 })).items.map(said);
  const withheld = aStoredMessage({ status: 'quarantined', isWithheld: true });
  const key = { channel: 'telegram', id: '-1001' } as const;

  test('saveCorrection() keeps who released a message, and its state before and after', async () => {
    await store().saveArrival(anArrival(withheld));
    const transition = {
      from: { status: 'quarantined', isWithheld: true },
      to: { status: 'released', isWithheld: false },
    } as const;
    await store().saveCorrection(aChange({ id: 'C1', messageId: withheld.id, label: 'ham' }, { transition }));
    await store().saveCorrection(aChange({ id: 'C1', messageId: withheld.id, label: 'ham' }, { transition }));
    expect(await audit()).toEqual([
      {
        ...{ author: 'Bea', action: 'message.released', subject: withheld.id },
        ...{ before: transition.from, after: { ...transition.to, label: 'ham' } },
      },
    ]);
  });

  test('saveCorrection() keeps nothing in the audit log of what members wish', async () => {
    await store().saveCorrection(aChange({ role: 'appeal' }));
    expect(await audit()).toEqual([]);
  });

  test('saveCorrection() names a labelled text by the correction, and not by the text', async () => {
    await store().saveCorrection(aChange({ id: 'C1', text: 'rhubarb', label: 'spam' }));
    expect(JSON.stringify(await audit())).not.toContain('rhubarb');
    expect(await audit()).toMatchObject([
      { action: 'text.labelled', subject: 'C1', after: { label: 'spam' } },
    ]);
  });

  test('changeSettings() keeps what was changed, before and after; a change of nobody is not kept', async () => {
    await store().changeSettings(key, { threshold: 0.7, language: 'en' });
    await store().changeSettings(key, { threshold: 0.9, mode: 'ban' }, by(1, 'Ann'));
    await store().changeSettings(key, {}, by(2, 'Ann'));
    expect(await audit()).toEqual([
      {
        ...{ author: 'Ann', action: 'conversation.changed', subject: 'telegram:-1001' },
        ...{ before: { threshold: 0.7, mode: null }, after: { threshold: 0.9, mode: 'ban' } },
      },
    ]);
  });

  test('changeStanding(), withdrawCorrection(), reviveTasks() and addModelEvent() keep who did it', async () => {
    const sender = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
    await store().changeStanding(sender, 'exempt', by(1));
    await store().saveCorrection(aChange({ id: 'C1' }));
    await store().withdrawCorrection('C1', by(2));
    await store().withdrawCorrection('C1', by(3));
    await store().addTasks([aTask()], at(0));
    const [task] = await store().claimTasks({ now: at(1), leaseUntil: at(9), limit: 1 });
    await store().buryTask(task?.id ?? 0, { at: at(2), reason: 'gone' });
    await store().reviveTasks({ target: 'telegram' }, by(4));
    await store().addModelEvent(anEvent({ model: 'a@1.0.0', author: 'Bea' }));
    expect(await audit()).toEqual([
      { ...EVENT, action: 'model.promoted', subject: 'a@1.0.0', after: { model: 'a@1.0.0' } },
      {
        ...{ author: 'Bea', action: 'tasks.revived', subject: 'outbox' },
        ...{ before: { status: 'dead' }, after: { status: 'pending', ids: [task?.id] } },
      },
      {
        ...{ author: 'Bea', action: 'correction.withdrawn', subject: 'C1' },
        ...{ before: { label: 'ham' }, after: null },
      },
      expect.objectContaining({ action: 'text.labelled' }),
      {
        ...{ author: 'Bea', action: 'sender.changed' },
        subject: expect.stringMatching(/^telegram:-1001:h:[0-9a-f]{32}$/) as string,
        ...{ before: { standing: null }, after: { standing: 'exempt' } },
      },
    ]);
  });

  test('eraseSender() keeps that somebody was erased, and not who', async () => {
    await store().changeStanding({ channel: 'telegram', conversation: '-1001', id: '42' }, 'exempt', by(1));
    await store().changeSettings({ channel: 'telegram', id: '42' }, { mode: 'ban' }, by(2, 'telegram:42'));
    await store().eraseSender({ channel: 'telegram', id: '42' }, { keepsTexts: false, by: by(3, 'cli') });
    expect((await audit()).map(({ author, action, subject }) => [author, action, subject])).toEqual([
      ['cli', 'sender.erased', 'telegram'],
      ['erased', 'conversation.changed', 'erased'],
      ['Bea', 'sender.changed', 'erased'],
    ]);
  });
}

const EVENT = { author: 'Bea', before: { model: null } } as const;
