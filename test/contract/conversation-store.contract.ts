import { NO_SETTINGS } from '../../src/domain/policy.js';
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
    expect(await read()).toEqual({ mode: null, threshold: 0.7 });
    await store().changeSettings(conversation, { mode: 'observe' });
    expect(await read()).toEqual({ mode: 'observe', threshold: 0.7 });
    await store().changeSettings(conversation, { mode: 'quarantine', threshold: 0 });
    expect(await read()).toEqual({ mode: 'quarantine', threshold: 0 });
    await store().changeSettings(conversation, {});
    expect(await read()).toEqual({ mode: 'quarantine', threshold: 0 });
  });

  test('changeSettings() sets a setting back with null', async () => {
    await store().changeSettings(conversation, { mode: 'reply', threshold: 0.7 });
    await store().changeSettings(conversation, { mode: null });
    expect(await read()).toEqual({ mode: null, threshold: 0.7 });
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
    expect(await read()).toEqual({ mode: 'reply', threshold: 0.7 });
  });
}
