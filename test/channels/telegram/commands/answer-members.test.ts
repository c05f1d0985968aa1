import { keyedHash } from '../../../support/privacy.js';
import { isHashed } from '../../../../src/domain/privacy.js';
import type { Store } from '../../../../src/domain/store.js';
import { NOW } from '../../../support/gate.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { carryOutAll, createTestHandler, newest, setUpGroup } from '../handler.js';
import { admin, ann, anUpdate, bob, bot, GROUP, group, privateChat } from '../updates.js';

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

const HERE = { channel: 'telegram', id: String(GROUP) } as const;
const senderOf = (id: number) =>
  store.readSender({ channel: 'telegram', conversation: String(GROUP), id: String(id) }, 5);

describe('/trust, /untrust and /ban', () => {
  test.each([
    ['/trust', 'trusted', /^Ann Lee is trusted here/],
    ['/trust exempt', 'exempt', /^Ann Lee is not filtered here/],
    ['/untrust', 'untrusted', /^Ann Lee is judged strictly/],
  ])('%s by an administrator', async (text, standing, answer) => {
    const { answerTo, spam } = await setUpGroup(store);
    await expect(answerTo({ text, from: admin, reply_to_message: spam })).resolves.toMatch(answer);
    expect((await senderOf(ann.id)).standing).toBe(standing);
  });

  test('by anybody else change nothing', async () => {
    const { answerTo, spam } = await setUpGroup(store);
    for (const text of ['/trust', '/untrust', '/ban'])
      await expect(answerTo({ text, from: bob, reply_to_message: spam })).resolves.toBe(
        'Only administrators of this chat can do that',
      );
    expect((await senderOf(ann.id)).standing).toBeNull();
  });

  test('an exempt sender is not filtered, and a trusted one needs a higher score', async () => {
    const { say, ask, spam } = await setUpGroup(store);
    await ask({ text: '/trust exempt', from: admin, reply_to_message: spam });
    await say({ text: 'Win at the casino', from: ann });
    expect((await newest(store)).verdict.reasons).toEqual(['exempt-sender']);
    await ask({ text: '/trust', from: admin, reply_to_message: spam });
    await say({ text: 'Win at the casino', from: ann });
    expect((await newest(store)).verdict.reasons).toEqual(['above-threshold', 'trusted-sender']);
  });

  test('/ban removes the message and its sender, and teaches nothing', async () => {
    const { ask, spam, stored } = await setUpGroup(store);
    const done = await ask({ text: `/ban ${stored.id}`, from: admin });
    expect(done).toHaveLength(3);
    expect(done).toEqual(
      expect.arrayContaining([
        { method: 'sanction', kind: 'ban', chatId: String(GROUP), userId: '42', days: 30 },
        { method: 'deleteMessage', chatId: String(GROUP), messageId: String(spam['message_id']) },
        expect.objectContaining({ text: expect.stringMatching(/^Ann Lee is banned for 30 days/) as string }),
      ]),
    );
    expect((await store.listCorrections({ limit: 9 })).items).toEqual([]);
    expect((await store.listAudit({ limit: 9 })).items).toMatchObject([
      { author: `telegram:${admin.id}`, action: 'sender.banned', subject: stored.id, after: { days: 30 } },
    ]);
  });

  test('/ban finds out from the message that it answers whom the store has as a hash alone', async () => {
    const { ask, answerTo, say } = await setUpGroup(store, { mode: 'quarantine' });
    const lunch = await say({ text: 'Lunch?', from: ann });
    const { id, sender } = await newest(store);
    expect(isHashed(sender.id)).toBe(true);
    const done = await ask({ text: '/ban', from: admin, reply_to_message: lunch });
    expect(done).toContainEqual(expect.objectContaining({ method: 'sanction', userId: '42' }));
    await expect(answerTo({ text: `/ban ${id}`, from: admin })).resolves.toMatch(/^I no longer keep who/);
    // Bob did not write it.
    const other = await say({ text: 'Dinner?', from: bob });
    await expect(answerTo({ text: `/ban ${id}`, from: admin, reply_to_message: other })).resolves.toMatch(
      /^I no longer keep who/,
    );
  });

  test('without a message they say how to name one', async () => {
    const { answerTo } = await setUpGroup(store);
    await expect(answerTo({ text: '/ban', from: admin })).resolves.toMatch(/^Answer to a message of that/);
    await expect(answerTo({ text: '/trust NOBODY0000', from: admin })).resolves.toBe(
      'I do not know a message with this ID',
    );
  });
});

describe('/report', () => {
  const policy = { trust: { messages: 0, days: 0 } };
  const report = { text: '/report', from: bob };

  test('by a member shows the message to the administrators, once', async () => {
    const { say, ask } = await setUpGroup(store, { adminChat: '-100777', policy });
    await say({ text: 'Hello all', from: bob });
    const lunch = await say({ text: 'Lunch at noon?', from: ann });
    const { id } = await newest(store);
    const done = await ask({ ...report, reply_to_message: lunch });
    expect(done).toContainEqual(
      expect.objectContaining({
        chatId: '-100777',
        text: `A member calls a message spam. ID ${id}\nChat: ${GROUP}\n\nLunch at noon?`,
      }),
    );
    expect(done).toContainEqual(expect.objectContaining({ text: 'Thank you. The administrators decide' }));
    expect(await ask({ ...report, reply_to_message: lunch })).toHaveLength(1);
    expect((await store.findMessage(id))?.status).toBe('accepted');
    expect(await store.recallLabel(HERE, 'lunch at noon?')).toBeNull();
  });

  test('waits for as many as the chat asks for, and says nothing of the text in the group', async () => {
    const { say, ask } = await setUpGroup(store, { policy: { ...policy, reportsNeeded: 2 } });
    await say({ text: 'Hello all', from: bob });
    const lunch = await say({ text: 'Lunch at noon?', from: ann });
    expect(await ask({ ...report, reply_to_message: lunch })).toHaveLength(1);
    const done = await ask({ ...report, from: admin, reply_to_message: lunch });
    expect(done).toHaveLength(2);
    expect(JSON.stringify(done)).not.toContain('Lunch');
  });

  test('is refused to newcomers', async () => {
    const { say, answerTo } = await setUpGroup(store);
    const lunch = await say({ text: 'Lunch at noon?', from: ann });
    await expect(answerTo({ ...report, reply_to_message: lunch })).resolves.toMatch(
      /^Only members who have been writing here/,
    );
  });

  test('gives the administrators whom to ban, and keeps the reporter as a hash', async () => {
    const { say, ask } = await setUpGroup(store, { policy });
    await say({ text: 'Hello', from: bob });
    const lunch = await say({ text: 'Lunch?', from: ann });
    const { id } = await newest(store);
    await ask({ ...report, reply_to_message: lunch });
    expect((await store.findMessage(id))?.sender.id).toBe('42');
    const bobKey = keyedHash('telegram:43');
    expect((await store.listCorrections({ limit: 9 })).items).toMatchObject([
      { id: `telegram:${GROUP}:${id}:report:${bobKey}`, author: bobKey },
    ]);
  });

  test('is refused to those who report everything', async () => {
    const { say, answerTo } = await setUpGroup(store, { policy });
    await say({ text: 'Hello all', from: bob });
    for (let i = 0; i < 5; i++)
      await answerTo({ ...report, reply_to_message: await say({ text: `Lunch ${i}`, from: ann }) });
    const last = await say({ text: 'Lunch at one?', from: ann });
    await expect(answerTo({ ...report, reply_to_message: last })).resolves.toMatch(
      /^That was enough for now/,
    );
  });

  test('of what is dealt with already is answered so', async () => {
    const { answerTo, spam } = await setUpGroup(store, { mode: 'quarantine', policy });
    await expect(answerTo({ ...report, reply_to_message: spam })).resolves.toBe(
      'That message has been dealt with',
    );
    await expect(answerTo(report)).resolves.toBe('Answer to a message with /report');
  });
});

describe('/quarantine and /group', () => {
  test('the last ten stand in one list with buttons, without a word of them in the group', async () => {
    const { ask, say, stored } = await setUpGroup(store, { mode: 'quarantine' });
    await say({ text: 'Win at the casino now', from: bob });
    await carryOutAll(store);
    const [list] = await ask({ text: '/quarantine', from: admin });
    expect(list?.text).toMatch(/^In quarantine, newest first \(2\):\n1\. ID \w+, .* UTC, 97 %\n2\. /);
    expect(list?.text).not.toMatch(/casino/i);
    expect(list).toMatchObject({
      buttons: [
        [{}, {}, {}],
        [{ text: '2. Not spam', data: `H:${stored.id}` }, {}, {}],
      ],
    });
    const [refused] = await ask({ text: '/quarantine', from: bob });
    expect(refused?.text).toBe('Only administrators of this chat can do that');
  });

  test('in a private chat an administrator picks a group and sees what is withheld there', async () => {
    const { ask, handleUpdate } = await setUpGroup(store, { mode: 'quarantine' });
    const alone = { from: admin, chat: privateChat(admin) };
    const [question] = await ask({ ...alone, text: '/group' });
    expect(question).toMatchObject({ buttons: [[{ text: 'Gardeners', data: `g:${GROUP}` }]] });
    const message = { message_id: 5, chat: privateChat(admin), text: question?.text };
    const press = { id: 'q1', from: admin, data: `g:${GROUP}`, message };
    await handleUpdate(anUpdate({ callback_query: press }));
    expect(await carryOutAll(store)).toContainEqual(
      expect.objectContaining({ text: 'We speak about Gardeners now' }),
    );
    const [list] = await ask({ ...alone, text: '/quarantine' });
    expect(list?.text).toContain('Win at the casino');
    await ask({ ...alone, text: '/mode observe' });
    expect((await store.readSettings(HERE)).mode).toBe('observe');
  });

  test('nobody picks a group of others', async () => {
    const { ask, handleUpdate } = await setUpGroup(store);
    const [answer] = await ask({ from: bob, chat: privateChat(bob), text: '/group' });
    expect(answer?.text).toMatch(/^I know no group that you administer/);
    await handleUpdate(anUpdate({ callback_query: { id: 'q2', from: bob, data: `g:${GROUP}` } }));
    expect(await carryOutAll(store)).toMatchObject([
      { text: 'Only administrators of this chat can do that' },
    ]);
    expect((await store.readSettings({ channel: 'telegram', id: String(bob.id) })).about).toBeNull();
  });
});

describe('/settings and /language', () => {
  test.each([
    ['quiet on', { isQuiet: true }],
    ['quiet default', { isQuiet: null }],
    ['trust 3 2', { trustMessages: 3, trustDays: 2 }],
    ['trusted 0.97', { trustedThreshold: 0.97 }],
    ['reports 2', { reportsNeeded: 2 }],
    [`admins ${GROUP}`, { adminChat: String(GROUP) }],
    ['admins none', { adminChat: null }],
  ])('/settings %s', async (argument, expected) => {
    const { answerTo } = await setUpGroup(store);
    await expect(answerTo({ text: `/settings ${argument}`, from: admin })).resolves.toMatch(/^quiet: /);
    expect(await store.readSettings(HERE)).toMatchObject(expected);
  });

  test.each(['colour blue', 'quiet maybe', 'trust 5', 'trusted 2', 'reports 0', 'admins 42'])(
    '/settings %s is answered with how to write it',
    async (argument) => {
      const { answerTo } = await setUpGroup(store);
      await expect(answerTo({ text: `/settings ${argument}`, from: admin })).resolves.toMatch(
        /^Write \/settings and one of/,
      );
    },
  );

  test('withheld texts are never sent to a chat of others', async () => {
    const { answerTo } = await setUpGroup(store);
    await expect(answerTo({ text: '/settings admins -100666', from: admin })).resolves.toBe(
      'Only administrators of this chat can do that',
    );
    expect((await store.readSettings(HERE)).adminChat).toBeNull();
  });

  test('/language ru changes what the bot says there', async () => {
    const { answerTo } = await setUpGroup(store);
    await expect(answerTo({ text: '/language ru', from: admin })).resolves.toBe(
      'Теперь я говорю здесь по-русски',
    );
    await expect(answerTo({ text: '/spam', from: admin })).resolves.toMatch(/^Ответьте на сообщение \/spam/);
    await expect(answerTo({ text: '/language', from: bob })).resolves.toMatch(/^Язык: ru/);
  });

  test('a quiet chat hears no warnings', async () => {
    const { say, ask } = await setUpGroup(store);
    await ask({ text: '/settings quiet on', from: admin });
    await say({ text: 'Win at the casino', from: bob });
    expect(await carryOutAll(store)).toEqual([]);
  });
});

describe('members', () => {
  const joins = (status: string, user: object, fields: object = {}) => ({
    chat: group,
    from: admin,
    date: NOW.getTime() / 1000,
    old_chat_member: { status: 'left', user },
    new_chat_member: { status, user, ...fields },
  });

  test('a chat that is new to the bot is greeted once, with what is missing', async () => {
    const { handleUpdate } = createTestHandler(store);
    const update = anUpdate({
      my_chat_member: joins('administrator', bot, { can_delete_messages: true, can_restrict_members: false }),
    });
    await handleUpdate(update);
    await handleUpdate(update);
    const posts = await carryOutAll(store);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.text).toContain('I need the right to ban users, for the modes restrict and ban.');
  });

  test('a chat where a Russian speaker adds the bot is spoken to in Russian', async () => {
    const { handleUpdate } = createTestHandler(store);
    const from = { ...admin, language_code: 'ru-RU' };
    await handleUpdate(anUpdate({ my_chat_member: { ...joins('member', bot), from } }));
    const [post] = await carryOutAll(store);
    expect(post?.text).toContain('стать администратором');
    expect((await store.readSettings(HERE)).language).toBe('ru');
  });

  test('joins and reactions are kept', async () => {
    const { handleUpdate, say } = createTestHandler(store);
    await handleUpdate(anUpdate({ chat_member: joins('member', ann) }));
    await say({ text: undefined, from: bob, new_chat_members: [bob] });
    const reaction = { chat: group, user: ann, old_reaction: [], new_reaction: [{ type: 'emoji' }] };
    await handleUpdate(anUpdate({ message_reaction: reaction }));
    await handleUpdate(anUpdate({ message_reaction: { ...reaction, old_reaction: [{}], new_reaction: [] } }));
    expect(await senderOf(ann.id)).toMatchObject({ joinedAt: NOW.toISOString(), reactions: 1 });
    expect((await senderOf(bob.id)).joinedAt).not.toBeNull();
  });

  test('a group that becomes a supergroup keeps its settings and its quarantine', async () => {
    const { ask, say, stored } = await setUpGroup(store, { mode: 'quarantine' });
    await ask({ text: '/threshold 0.9', from: admin });
    await say({ text: undefined, from: admin, migrate_to_chat_id: -100999 });
    const moved = { channel: 'telegram', id: '-100999' } as const;
    expect((await store.readSettings(moved)).threshold).toBe(0.9);
    expect(await store.findMessage(stored.id)).toMatchObject({
      conversation: '-100999',
      status: 'quarantined',
    });
  });
});
