import { NO_SETTINGS } from '../../src/domain/policy.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { aChange } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

export function conversationStoreContract({ store, another }: StoreBench): void {
  const conversation = { channel: 'telegram', id: '-1001' } as const;
  const read = () => store().readSettings(conversation);

  test('readSettings() knows no settings of a conversation that nobody has changed', async () => {
    expect(await read()).toEqual(NO_SETTINGS);
    expect(await store().readSettings({ channel: 'sms', id: '\u0000' })).toEqual(NO_SETTINGS);
  });

  test('changeSettings() changes what is given and leaves the rest', async () => {
    await store().changeSettings(conversation, { threshold: 0.7 });
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: null, threshold: 0.7 });
    await store().changeSettings(conversation, { mode: 'observe' });
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: 'observe', threshold: 0.7 });
    await store().changeSettings(conversation, { mode: 'quarantine', threshold: 0 });
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: 'quarantine', threshold: 0 });
    await store().changeSettings(conversation, {});
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: 'quarantine', threshold: 0 });
  });

  test('changeSettings() sets a setting back with null', async () => {
    await store().changeSettings(conversation, { mode: 'reply', threshold: 0.7 });
    await store().changeSettings(conversation, { mode: null });
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: null, threshold: 0.7 });
  });

  test('changeSettings() keeps conversations and channels apart', async () => {
    await store().changeSettings(conversation, { mode: 'reply' });
    expect(await store().readSettings({ channel: 'telegram', id: '-1002' })).toEqual(NO_SETTINGS);
    expect(await store().readSettings({ channel: 'sms', id: '-1001' })).toEqual(NO_SETTINGS);
  });

  test('changeSettings() loses no setting when two are changed at once', async () => {
    const other = await another();
    await Promise.all([
      store().changeSettings(conversation, { mode: 'reply' }),
      other.changeSettings(conversation, { threshold: 0.7 }),
    ]);
    expect(await read()).toEqual({ ...NO_SETTINGS, mode: 'reply', threshold: 0.7 });
  });

  test('changeSettings() keeps every kind of setting', async () => {
    const settings = {
      mode: 'ban',
      threshold: 0.7,
      trustedThreshold: 0.9,
      trustMessages: 3,
      trustDays: 2,
      adminChat: '-100777',
      language: 'ru',
      isQuiet: true,
      reportsNeeded: 2,
      about: '-1002',
    } as const;
    await store().changeSettings(conversation, settings);
    expect(await read()).toEqual(settings);
    await store().changeSettings(conversation, { isQuiet: false });
    expect(await read()).toEqual({ ...settings, isQuiet: false });
  });

  test('listConversations() gives each once, of one channel', async () => {
    for (const [id, channel, where] of [
      ['M1', 'telegram', '-1001'],
      ['M2', 'telegram', '-1001'],
      ['M3', 'telegram', '-1002'],
      ['M4', 'sms', '+1555'],
    ] as const)
      await store().saveArrival(
        anArrival(aStoredMessage({ id, channel, conversation: where, messageId: id })),
      );
    expect([...(await store().listConversations('telegram', 10))].sort()).toEqual(['-1001', '-1002']);
    expect(await store().listConversations('telegram', 1)).toHaveLength(1);
  });

  test('moveConversation() carries settings, messages, corrections and senders over, once', async () => {
    const old = aStoredMessage({ id: 'OLD0000001', messageId: '5' });
    await store().saveArrival(anArrival(old));
    await store().saveCorrection(aChange());
    await store().changeSettings(conversation, { mode: 'quarantine', threshold: 0.9 });
    // The bot was greeted in the new group before Telegram said where it came from.
    await store().changeSettings({ channel: 'telegram', id: '-100500' }, { language: 'ru', threshold: 0.7 });
    const sender = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
    await store().changeStanding(sender, 'trusted');
    // The new group counts its messages from 1 again.
    const newer = aStoredMessage({ id: 'NEW0000001', messageId: '5', conversation: '-100500' });
    await store().saveArrival(anArrival(newer));
    await store().moveConversation(conversation, '-100500');
    await store().moveConversation(conversation, '-100500');
    const moved = { channel: 'telegram', id: '-100500' } as const;
    expect(await store().readSettings(moved)).toEqual({
      ...NO_SETTINGS,
      mode: 'quarantine',
      threshold: 0.7,
      language: 'ru',
    });
    expect(await read()).toEqual(NO_SETTINGS);
    expect(await store().findMessage('OLD0000001')).toMatchObject({
      conversation: '-100500',
      messageId: '-1001/5',
    });
    expect(await store().findMessage('NEW0000001')).toMatchObject({ messageId: '5' });
    expect(await store().recallLabel(moved, 'f1')).toBe('ham');
    expect(await store().readSender({ ...sender, conversation: '-100500' }, 5)).toMatchObject({
      standing: 'trusted',
      accepted: 2,
    });
  });
}
