import { NO_SETTINGS } from '../../../../src/domain/policy.js';
import type { Store } from '../../../../src/domain/store.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { carryOutAll, type HandlerOptions, setUpGroup } from '../handler.js';
import { admin, anUpdate, aTelegramMessage, bob, GROUP, group, privateChat } from '../updates.js';

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

const REFUSED = 'Only administrators of this chat can do that';
const BUSY = 'I cannot ask Telegram about your rights just now. Nothing was changed; try again in a minute';
const channel = { id: -1_009_000_000_001, type: 'channel', title: 'Deals' };

const setUp = (options?: HandlerOptions) => setUpGroup(store, options);

describe('/mode and /threshold', () => {
  const settings = () => store.readSettings({ channel: 'telegram', id: String(GROUP) });

  test.each([
    ['/mode quarantine', 'Mode is now quarantine', { mode: 'quarantine', threshold: null }],
    ['/mode Observe', 'Mode is now observe', { mode: 'observe', threshold: null }],
    ['/mode ban', 'Mode is now ban', { mode: 'ban', threshold: null }],
    [
      '/mode mute',
      'Write /mode and one of observe, reply, quarantine, restrict, ban',
      { mode: null, threshold: null },
    ],
    [
      '/threshold 0.9',
      'Threshold is now 0.9\nLast messages whose score reaches it: 1 of 1',
      { mode: null, threshold: 0.9 },
    ],
    [
      '/threshold 0,65',
      'Threshold is now 0.65\nLast messages whose score reaches it: 1 of 1',
      { mode: null, threshold: 0.65 },
    ],
    [
      '/threshold 70 %',
      'Threshold is now 0.7\nLast messages whose score reaches it: 1 of 1',
      { mode: null, threshold: 0.7 },
    ],
    [
      '/threshold 0',
      'Threshold is now 0\nLast messages whose score reaches it: 1 of 1',
      { mode: null, threshold: 0 },
    ],
    [
      '/threshold 1',
      'Threshold is now 1\nLast messages whose score reaches it: 0 of 1',
      { mode: null, threshold: 1 },
    ],
    [
      '/threshold 1.1',
      'Write /threshold and a number from 0 to 1, or /threshold default',
      { mode: null, threshold: null },
    ],
    [
      '/threshold very high',
      'Write /threshold and a number from 0 to 1, or /threshold default',
      { mode: null, threshold: null },
    ],
  ])('%s by an administrator', async (text, answer, expected) => {
    const { answerTo } = await setUp();
    await expect(answerTo({ text, from: admin })).resolves.toBe(answer);
    expect(await settings()).toEqual({ ...NO_SETTINGS, ...expected });
  });

  test('/threshold default takes the setting back', async () => {
    const { answerTo } = await setUp();
    await answerTo({ text: '/threshold 0.9', from: admin });
    await expect(answerTo({ text: '/threshold default', from: admin })).resolves.toMatch(
      /^Threshold is now 0\.8\n/,
    );
    expect(await settings()).toEqual({ ...NO_SETTINGS, mode: null, threshold: null });
  });

  test.each([
    ['/mode', /^Mode: reply\n/],
    ['/threshold', /^Threshold: 0\.8\n/],
  ])('%s tells anybody what is in force', async (text, answer) => {
    const { answerTo } = await setUp();
    await expect(answerTo({ text, from: bob })).resolves.toMatch(answer);
  });

  test.each([
    ['/mode observe', { from: bob }],
    ['/threshold 1', { from: bob }],
    ['/mode observe', { from: admin, sender_chat: channel }],
  ])('%s by anybody else is refused', async (text, authorship) => {
    const { answerTo } = await setUp();
    await expect(answerTo({ text, ...authorship })).resolves.toBe(REFUSED);
    expect(await settings()).toEqual({ ...NO_SETTINGS, mode: null, threshold: null });
  });

  test('wait until the rights can be checked', async () => {
    const { answerTo } = await setUp({ administrators: { check: async () => 'unknown' } });
    await expect(answerTo({ text: '/mode observe', from: admin })).resolves.toBe(BUSY);
    expect(await settings()).toEqual({ ...NO_SETTINGS, mode: null, threshold: null });
  });

  test('by an anonymous administrator are obeyed', async () => {
    const { answerTo } = await setUp();
    const text = '/mode observe';
    await expect(answerTo({ text, sender_chat: group })).resolves.toBe('Mode is now observe');
  });

  test("in a private chat are the user's own", async () => {
    const { answerTo } = await setUp();
    const command = { text: '/mode observe', from: bob, chat: privateChat(bob) };
    await expect(answerTo(command)).resolves.toBe('Mode is now observe');
    await expect(store.readSettings({ channel: 'telegram', id: '43' })).resolves.toMatchObject({
      mode: 'observe',
    });
    expect(await settings()).toMatchObject({ mode: null });
  });
});

describe('other commands', () => {
  test('/stats counts', async () => {
    const { answerTo, say } = await setUp({ mode: 'quarantine' });
    await say({ text: 'Hello', sticker: {} });
    await expect(answerTo({ text: '/stats', from: bob })).resolves.toBe(
      [
        'Messages seen here: 2',
        'Spam: 1, unsure: 0',
        'In quarantine: 1, released: 0, confirmed: 0',
        'With content I cannot read: 1',
        'Mode: quarantine, threshold: 0.8',
      ].join('\n'),
    );
  });

  test.each([
    [
      'en',
      'As people decided: of 1 called spam 1 were (21-100 %); of 1 spam at most 1 were caught (21-100 %)',
    ],
    [
      'ru',
      'По решениям людей: сочтено спамом 1, верно 1 (21-100 %); спама 1, поймано не больше 1 (21-100 %)',
    ],
  ] as const)('/stats says what people’s decisions tell, in %s', async (language, line) => {
    const { answerTo, stored } = await setUp({ policy: { language } });
    await answerTo({ text: `/spam ${stored.id}`, from: admin });
    expect((await answerTo({ text: '/stats', from: bob }))?.split('\n').at(-1)).toBe(line);
  });

  test('/stats suggests a threshold as soon as there is one', async () => {
    const { answerTo, say, stored } = await setUp();
    await answerTo({ text: `/spam ${stored.id}`, from: admin });
    for (let i = 0; i < 19; i += 1) {
      const message = await say({ text: `Hello ${i}`, from: bob });
      await answerTo({ text: '/notspam', from: admin, reply_to_message: message });
    }
    expect(await answerTo({ text: '/stats', from: bob })).toMatch(
      /; \/threshold 0\.97 would have caught 1, now 1$/,
    );
  });

  test.each([['/help'], ['/start'], ['/start@hamgate_test_bot deep_link']])('%s helps', async (text) => {
    const { ask } = await setUp();
    const [answer, ...more] = await ask({ text, from: bob });
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ chatId: String(GROUP), replyTo: '1002' });
    expect(answer?.text).toMatch(/\/notspam/);
  });

  test('are announced to the dispatcher, counted, and not stored as messages', async () => {
    const { answerTo, answersAnnounced, counts } = await setUp();
    await answerTo({ text: '/help' });
    expect(answersAnnounced()).toBe(1);
    expect(counts()).toEqual({ message: 1, command: 1 });
    expect(await store.countMessages({ channel: 'telegram', id: String(GROUP) })).toMatchObject({
      messages: 1,
    });
  });

  test.each([
    ['a command for another bot', { text: '/help@other_bot casino' }],
    ['a command nobody knows', { text: '/casino' }],
    ['a forwarded command', { text: '/mode observe', forward_origin: { type: 'user' }, from: admin }],
    ['a command in a caption', { caption: '/mode observe', from: admin }],
    [
      'a command in a post of the linked channel',
      { text: '/help', sender_chat: channel, is_automatic_forward: true },
    ],
  ])('leave %s to be scored', async (_what, fields) => {
    const { ask, counts } = await setUp({ mode: 'observe' });
    await expect(ask(fields)).resolves.toEqual([]);
    expect(counts()).toEqual({ message: 2 });
  });

  test('leave an edited command to be scored', async () => {
    const { handleUpdate } = await setUp();
    const edited_message = aTelegramMessage({
      message_id: 900,
      text: '/mode observe',
      from: admin,
      edit_date: 5,
    });
    await handleUpdate(anUpdate({ edited_message }));
    expect(await carryOutAll(store)).toEqual([]);
  });

  test('do not carry spam past the gate', async () => {
    const { ask } = await setUp();
    const done = await ask({ text: '/help yourself at the casino', from: bob });
    expect(done.map(({ text }) => text)).toEqual([expect.stringMatching(/^Spam: 97 %/) as string]);
  });

  test('are obeyed with words behind them that are no spam', async () => {
    const { ask, spam } = await setUp();
    const command = { text: '/notspam he is a friend', from: admin, reply_to_message: spam };
    expect((await ask(command)).at(-1)?.text).toMatch(/^Recorded as not spam/);
  });
});
