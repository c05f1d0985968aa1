import { aStoredMessage, anArrival, aVerdict } from '../support/builders.js';
import { aChange, at } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const ANN = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
const NOBODY = { standing: null, joinedAt: null, reactions: 0, firstSeenAt: null, accepted: 0 };

export function senderStoreContract({ store }: StoreBench): void {
  test('readSender() knows nothing of a stranger', async () => {
    expect(await store().readSender(ANN, 5)).toEqual(NOBODY);
    expect(await store().readSanction({ ...ANN, id: '\u0000' })).toBeNull();
  });

  test('readSender() counts what passed or was released, and no more than asked for', async () => {
    const messages = [
      aStoredMessage({ id: 'A1', messageId: '1', receivedAt: at(0) }),
      aStoredMessage({ id: 'A2', messageId: '2', verdict: aVerdict({ band: 'unsure' }) }),
      aStoredMessage({
        id: 'A3',
        messageId: '3',
        status: 'quarantined',
        verdict: aVerdict({ band: 'spam' }),
      }),
      aStoredMessage({ id: 'A4', messageId: '4', status: 'released', verdict: aVerdict({ band: 'spam' }) }),
      aStoredMessage({ id: 'A5', messageId: '5', conversation: '-1002' }),
      aStoredMessage({ id: 'A6', messageId: '6', sender: { id: '43', name: 'Bob', role: 'member' } }),
    ];
    for (const message of messages) await store().saveArrival(anArrival(message));
    expect(await store().readSender(ANN, 5)).toEqual({ ...NOBODY, firstSeenAt: at(0), accepted: 2 });
    expect(await store().readSender(ANN, 1)).toMatchObject({ accepted: 1 });
  });

  test('changeStanding(), noteJoin() and noteReaction() leave each other alone', async () => {
    await store().noteReaction(ANN);
    await store().changeStanding(ANN, 'untrusted');
    await store().noteJoin(ANN, at(1));
    await store().noteJoin(ANN, at(9));
    await store().noteReaction(ANN);
    expect(await store().readSender(ANN, 5)).toEqual({
      ...NOBODY,
      standing: 'untrusted',
      joinedAt: at(1),
      reactions: 2,
    });
    await store().changeStanding(ANN, null);
    expect(await store().readSender(ANN, 5)).toMatchObject({ standing: null, reactions: 2 });
  });

  test('changeSanction() keeps what was before, and forgets it', async () => {
    const sanction = { before: { status: 'member', permissions: { can_send_polls: false } }, until: at(9) };
    await store().changeSanction(ANN, sanction);
    expect(await store().readSanction(ANN)).toEqual(sanction);
    await store().changeSanction(ANN, null);
    expect(await store().readSanction(ANN)).toBeNull();
  });

  test('saveCorrection() trusts a sender of whom nobody has said anything', async () => {
    const bob = { ...ANN, id: '43' };
    await store().changeStanding(bob, 'untrusted');
    await store().saveCorrection(aChange({ id: 'C1' }, { trusts: ANN }));
    await store().saveCorrection(aChange({ id: 'C2' }, { trusts: bob }));
    expect((await store().readSender(ANN, 1)).standing).toBe('trusted');
    expect((await store().readSender(bob, 1)).standing).toBe('untrusted');
  });

  test('countReports() counts reports alone, by message or by author', async () => {
    const report = { role: 'report', label: 'spam', messageId: 'A1' } as const;
    await store().saveCorrection(aChange({ ...report, id: 'R1', author: 'Ann', createdAt: at(0) }));
    await store().saveCorrection(aChange({ ...report, id: 'R2', author: 'Bob', createdAt: at(5) }));
    await store().saveCorrection(aChange({ ...report, id: 'R3', author: 'Bob', messageId: 'A2' }));
    await store().saveCorrection(aChange({ id: 'R4', author: 'Bob', messageId: 'A1', role: 'admin' }));
    expect(await store().countReports({ messageId: 'A1' })).toBe(2);
    expect(await store().countReports({ author: 'Bob', since: at(0) })).toBe(2);
    expect(await store().countReports({ author: 'Bob', since: at(1) })).toBe(1);
  });

  test('readContext() counts others who sent the same since a time', async () => {
    const copies = [
      ['B1', '42', at(0)],
      ['B2', '43', at(1)],
      ['B3', '43', at(2)],
      ['B4', '44', at(3)],
    ] as const;
    for (const [id, sender, receivedAt] of copies)
      await store().saveArrival(
        anArrival(
          aStoredMessage({ id, messageId: id, receivedAt, sender: { id: sender, name: '', role: 'member' } }),
        ),
      );
    const where = { channel: 'telegram', conversation: '-1001', bands: [], scope: 'conversation' } as const;
    const query = { ...where, sender: '42', fingerprint: 'x' };
    const count = async (since: string, atMost = 9, nearFingerprint = 'f1') =>
      (await store().readContext({ ...query, since, atMost, nearFingerprint })).otherSenders;
    expect(await count(at(0))).toBe(2);
    expect(await count(at(3))).toBe(1);
    expect(await count(at(0), 1)).toBe(1);
    expect(await count(at(0), 9, 'f2')).toBe(0);
  });

  test('listScores() gives the last scores, newest first', async () => {
    for (const [i, score] of [0.1, null, 0.9].entries())
      await store().saveArrival(
        anArrival(aStoredMessage({ id: `S${i}`, messageId: String(i), verdict: aVerdict({ score }) })),
      );
    const conversation = { channel: 'telegram', id: '-1001' } as const;
    expect(await store().listScores(conversation, 9)).toEqual([0.9, 0.1]);
    expect(await store().listScores(conversation, 1)).toEqual([0.9]);
  });

  test('findCampaign() and listCopies() see what waits in one conversation with one text', async () => {
    const copies = [
      ['K1', '-1001', 'quarantined', 'f1'],
      ['K2', '-1001', 'quarantined', 'f1'],
      ['K3', '-1001', 'released', 'f1'],
      ['K4', '-1002', 'quarantined', 'f1'],
      ['K5', '-1001', 'quarantined', 'f2'],
    ] as const;
    for (const [id, conversation, status, fingerprint] of copies)
      await store().saveArrival(
        anArrival(aStoredMessage({ id, messageId: id, conversation, status, receivedAt: at(1) }), {
          nearFingerprint: fingerprint,
        }),
      );
    const query = { channel: 'telegram', conversation: '-1001', nearFingerprint: 'f1' } as const;
    expect(await store().findCampaign({ ...query, since: at(0) })).toMatchObject({
      leader: { id: 'K1' },
      count: 2,
    });
    expect(await store().findCampaign({ ...query, since: at(2) })).toBeNull();
    expect((await store().listCopies('K1', 9)).map(({ id }) => id)).toEqual(['K2']);
    expect(await store().listCopies('NOBODY', 9)).toEqual([]);
  });

  test('listCopies() sees what is up for review, when it is asked for that', async () => {
    const verdict = aVerdict({ band: 'unsure', score: 0.6 });
    for (const [id, parts] of [
      ['U1', { verdict }],
      ['U2', { verdict }],
      ['U3', { verdict, status: 'released' }],
      ['U4', { verdict: aVerdict() }],
      ['U5', { verdict, status: 'quarantined' }],
    ] as const)
      await store().saveArrival(anArrival(aStoredMessage({ id, messageId: id, ...parts })));
    expect((await store().listCopies('U1', 9, 'unsure')).map(({ id }) => id)).toEqual(['U2']);
    expect((await store().listCopies('U3', 1, 'unsure')).map(({ id }) => id)).toEqual(['U1']);
    expect((await store().listCopies('U1', 9)).map(({ id }) => id)).toEqual(['U5']);
  });

  test('saveCard() keeps the first card of a message', async () => {
    await store().saveCard('K1', { chat: '-1', cardId: '5' });
    await store().saveCard('K1', { chat: '-1', cardId: '6' });
    expect(await store().readCard('K1')).toEqual({ chat: '-1', cardId: '5' });
    expect(await store().readCard('K2')).toBeNull();
  });
}
