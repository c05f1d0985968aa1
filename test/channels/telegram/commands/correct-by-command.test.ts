import type { Correction } from '../../../../src/domain/correction.js';
import type { Store } from '../../../../src/domain/store.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { aStoredMessage, anArrival } from '../../../support/builders.js';
import { botPost, carryOutAll, type HandlerOptions, newest, setUpGroup } from '../handler.js';
import { admin, ann, anUpdate, aTelegramMessage, bob, GROUP, group, privateChat } from '../updates.js';

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

const REFUSED = 'Only administrators of this chat can do that';
const UNKNOWN = 'I do not know a message with this ID';
const BUSY = 'I cannot ask Telegram about your rights just now. Nothing was changed; try again in a minute';
const OTHER_GROUP = -1_005_555_555_555;
const otherGroup = { id: OTHER_GROUP, type: 'supergroup', title: 'Moderators' };
const channel = { id: -1_009_000_000_001, type: 'channel', title: 'Deals' };

const corrections = async (): Promise<readonly Correction[]> =>
  (await store.listCorrections({ limit: 100 })).items;

const setUp = (options?: HandlerOptions) => setUpGroup(store, options);

describe('/notspam', () => {
  test('by an administrator, as an answer to the message, is a label', async () => {
    const { answerTo, spam, stored } = await setUp();
    const answer = await answerTo({ text: '/notspam', from: admin, reply_to_message: spam });
    expect(answer).toBe(`Recorded as not spam. ID ${stored.id}`);
    expect(await corrections()).toMatchObject([
      {
        id: `telegram:${GROUP}:1002`,
        messageId: stored.id,
        label: 'ham',
        role: 'admin',
        source: 'telegram',
        author: 'telegram:77',
        text: 'Win at the casino',
      },
    ]);
    expect(await newest(store)).toMatchObject({ status: 'released' });
  });

  test('as an answer to the words of the bot is about the message they are about', async () => {
    const { answerTo, notices, stored } = await setUp();
    const post = botPost(notices[0]?.text);
    const answer = await answerTo({ text: '/notspam', from: admin, reply_to_message: post });
    expect(answer).toBe(`Recorded as not spam. ID ${stored.id}`);
  });

  test.each([
    ['the id', (id: string) => `/notspam ${id}`],
    ['the id in small letters', (id: string) => `/notspam ${id.toLowerCase()}`],
    ['the id as the bot writes it', (id: string) => `/notspam@Hamgate_Test_Bot ID ${id}`],
  ])('takes %s', async (_what, command) => {
    const { answerTo, stored } = await setUp();
    await expect(answerTo({ text: command(stored.id), from: admin })).resolves.toContain(
      'Recorded as not spam',
    );
  });

  test('brings a withheld message back with the name of its author', async () => {
    const { ask, stored } = await setUp({ mode: 'quarantine' });
    const done = await ask({ text: `/notspam ${stored.id}`, from: admin });
    expect(done).toEqual([
      {
        method: 'sendMessage',
        buttons: [],
        cardOf: null,
        chatId: String(GROUP),
        text: `Not spam after all (ID ${stored.id}).\nAnn Lee wrote:\n\nWin at the casino`,
        replyTo: null,
      },
      { method: 'liftSanction', chatId: String(GROUP), userId: '42' },
      expect.objectContaining({
        text: `Recorded as not spam. ID ${stored.id}\nThe message is posted again in its chat`,
        replyTo: '1002',
      }),
    ]);
  });

  test('by an anonymous administrator of the chat is a label', async () => {
    const { answerTo, spam } = await setUp();
    await answerTo({ text: '/notspam', sender_chat: group, reply_to_message: spam });
    expect(await corrections()).toMatchObject([{ role: 'admin', author: `telegram:${GROUP}` }]);
  });

  test.each([
    ['another member', { from: bob }],
    ['a channel', { from: admin, sender_chat: channel }],
    ['another group', { from: admin, sender_chat: otherGroup }],
  ])('by %s is refused', async (_who, authorship) => {
    const { answerTo, spam } = await setUp();
    await expect(answerTo({ text: '/notspam', reply_to_message: spam, ...authorship })).resolves.toBe(
      REFUSED,
    );
    expect(await corrections()).toEqual([]);
  });

  test('by the author is an appeal, and changes nothing', async () => {
    const { ask, spam, stored } = await setUp({ mode: 'quarantine' });
    const done = await ask({ text: '/notspam', from: ann, reply_to_message: spam });
    expect(done.map(({ text }) => text)).toEqual([
      'Thank you. I have noted that you call it not spam; a moderator will look at it',
    ]);
    expect(await corrections()).toMatchObject([{ role: 'appeal', label: 'ham', messageId: stored.id }]);
    expect(await newest(store)).toMatchObject({ status: 'quarantined', isWithheld: true });
  });

  test('by one who was an administrator when the list was read is refused', async () => {
    const { answerTo, spam } = await setUp({
      administrators: { has: async () => true, check: async () => 'no' },
    });
    await expect(answerTo({ text: '/notspam', from: bob, reply_to_message: spam })).resolves.toBe(REFUSED);
  });

  test('changes nothing while the rights cannot be checked', async () => {
    const { answerTo, spam } = await setUp({ administrators: { check: async () => 'unknown' } });
    await expect(answerTo({ text: '/notspam', from: admin, reply_to_message: spam })).resolves.toBe(BUSY);
    expect(await corrections()).toEqual([]);
  });

  test('says so when it changes nothing', async () => {
    const { answerTo, spam, stored } = await setUp();
    await answerTo({ text: '/notspam', from: admin, reply_to_message: spam });
    await expect(answerTo({ text: '/notspam', from: admin, reply_to_message: spam })).resolves.toBe(
      `It counts as not spam. ID ${stored.id}`,
    );
    expect(await corrections()).toHaveLength(1);
  });

  test('is carried out and answered once, however often it is delivered', async () => {
    const { handleUpdate, stored } = await setUp({ mode: 'quarantine' });
    const update = anUpdate({
      message: aTelegramMessage({ message_id: 900, text: `/notspam ${stored.id}`, from: admin }),
    });
    await handleUpdate(update);
    await handleUpdate(update);
    expect(await carryOutAll(store)).toHaveLength(3);
    await handleUpdate(update);
    expect(await carryOutAll(store)).toEqual([]);
    expect(await corrections()).toHaveLength(1);
  });

  test('on a message the gate never saw keeps its text as a label', async () => {
    const { answerTo } = await setUp();
    const old = aTelegramMessage({ message_id: 3, text: 'Old but good', from: bob });
    const answer = await answerTo({ text: '/notspam', from: admin, reply_to_message: old });
    expect(answer).toBe(
      'Recorded the text as not spam. I had not seen that message when it came, so it stays where it is',
    );
    expect(await corrections()).toMatchObject([{ messageId: null, text: 'Old but good', role: 'admin' }]);
  });

  test.each([
    ['its author', bob, 'appeal'],
    ['somebody else', ann, null],
  ])('on a message the gate never saw, by %s', async (_who, from, role) => {
    const { answerTo } = await setUp();
    const old = aTelegramMessage({ message_id: 3, text: 'Old but good', from: bob });
    const answer = await answerTo({ text: '/notspam', from, reply_to_message: old });
    expect((await corrections()).map((correction) => correction.role)).toEqual(role === null ? [] : [role]);
    expect(answer === REFUSED).toBe(role === null);
  });

  test.each([
    ['nothing to be about', {}],
    ['an answer to a picture the gate never saw', { reply_to_message: aTelegramMessage({ message_id: 3 }) }],
    ['an answer to words of the bot about no message', { reply_to_message: botPost('Mode is now reply') }],
  ])('with %s explains itself', async (_what, fields) => {
    const { answerTo } = await setUp();
    await expect(answerTo({ text: '/notspam', from: admin, ...fields })).resolves.toBe(
      'Answer to a message with /notspam, or write /notspam and the ID of the message',
    );
  });

  test.each([
    ['an id nobody has', { text: '/notspam 0000000000' }],
    [
      'words of the bot about a forgotten message',
      { text: '/notspam', reply_to_message: botPost('Spam. ID ZZZZZZ') },
    ],
  ])('knows nothing of %s', async (_what, fields) => {
    const { answerTo } = await setUp();
    await expect(answerTo({ from: admin, ...fields })).resolves.toBe(UNKNOWN);
  });

  test('does not believe an id in the words of anybody but the bot', async () => {
    const { answerTo, stored } = await setUp();
    const lie = aTelegramMessage({ message_id: 3, from: bob, text: `Spam: 97 %. ID ${stored.id}` });
    await answerTo({ text: '/notspam', from: admin, reply_to_message: lie });
    expect(await corrections()).toMatchObject([{ messageId: null }]);
  });

  test('does not believe an id in a text that the bot posted for somebody', async () => {
    const { ask, say, stored } = await setUp({ mode: 'quarantine' });
    await say({ text: `casino\nID ${stored.id}`, from: { ...bob, first_name: `ID ${stored.id}` } });
    const lying = await newest(store);
    await carryOutAll(store);
    const [released] = await ask({ text: `/notspam ${lying.id}`, from: admin });
    await ask({ text: '/spam', from: admin, reply_to_message: botPost(released?.text) });
    expect((await corrections()).map(({ messageId }) => messageId)).toEqual([lying.id, lying.id]);
  });
});

describe('/notspam in another chat', () => {
  test('by an administrator of the chat of the message is a label', async () => {
    const { ask, stored } = await setUp({ mode: 'quarantine' });
    const done = await ask({ text: `/notspam ${stored.id}`, from: admin, chat: otherGroup });
    expect(done.map(({ chatId }) => chatId).sort()).toEqual(
      [String(GROUP), String(GROUP), String(OTHER_GROUP)].sort(),
    );
    expect(await corrections()).toMatchObject([{ role: 'admin', conversation: { id: String(GROUP) } }]);
  });

  test("works as an answer to the evidence in the admins' chat", async () => {
    const { answerTo, notices, stored } = await setUp({ mode: 'quarantine', adminChat: String(OTHER_GROUP) });
    const evidence = botPost(notices[0]?.text);
    const answer = await answerTo({
      text: '/notspam',
      from: admin,
      chat: otherGroup,
      reply_to_message: evidence,
    });
    expect(answer).toBe(`Recorded as not spam. ID ${stored.id}\nThe message is posted again in its chat`);
  });

  test.each([
    ['somebody who is none there', { from: bob }],
    ['an anonymous administrator of the other chat', { from: admin, sender_chat: otherGroup }],
  ])('by %s learns nothing', async (_who, authorship) => {
    const { answerTo, stored } = await setUp();
    const command = { text: `/notspam ${stored.id}`, chat: otherGroup, ...authorship };
    await expect(answerTo(command)).resolves.toBe(UNKNOWN);
    expect(await corrections()).toEqual([]);
  });

  test('learns nothing of a text message', async () => {
    const { answerTo } = await setUp();
    const sms = aStoredMessage({ id: 'SMS0000001', channel: 'sms', conversation: String(GROUP) });
    await store.saveArrival(anArrival(sms));
    await expect(answerTo({ text: '/notspam SMS0000001', from: admin })).resolves.toBe(UNKNOWN);
  });
});

describe('/notspam in a private chat with the bot', () => {
  const alone = (user: typeof ann) => ({ from: user, chat: privateChat(user) });

  test('is a label for one who administers the chat of the message', async () => {
    const { answerTo, stored } = await setUp();
    await answerTo({ text: `/notspam ${stored.id}`, ...alone(admin) });
    expect(await corrections()).toMatchObject([{ role: 'admin', messageId: stored.id }]);
  });

  test('is an appeal for the author of the message', async () => {
    const { answerTo, stored } = await setUp();
    await answerTo({ text: `/notspam ${stored.id}`, ...alone(ann) });
    expect(await corrections()).toMatchObject([{ role: 'appeal', messageId: stored.id }]);
  });

  test('learns nothing of the messages of others', async () => {
    const { answerTo, stored } = await setUp();
    await expect(answerTo({ text: `/notspam ${stored.id}`, ...alone(bob) })).resolves.toBe(UNKNOWN);
  });

  test.each([
    ['/notspam', 'ham'],
    ['/spam', 'spam'],
  ])('%s is an appeal for what was written there', async (text, label) => {
    const { answerTo, say } = await setUp();
    const message = await say({ text: 'Win at the casino', ...alone(bob) });
    await answerTo({ text, ...alone(bob), reply_to_message: message });
    expect(await corrections()).toMatchObject([{ role: 'appeal', label, conversation: { id: '43' } }]);
    expect(await newest(store, bob.id)).toMatchObject({ status: 'accepted' });
  });

  test('is no label even if Telegram called the user an administrator there', async () => {
    const { answerTo, say } = await setUp({ administrators: { check: async () => 'yes' } });
    const message = await say({ text: 'Win at the casino', ...alone(bob) });
    await answerTo({ text: '/notspam', ...alone(bob), reply_to_message: message });
    expect(await corrections()).toMatchObject([{ role: 'appeal' }]);
  });
});

describe('/spam', () => {
  test('by an administrator removes the message', async () => {
    const { ask, say } = await setUp();
    const message = await say({ text: 'Hello', from: bob });
    const done = await ask({ text: '/spam', from: admin, reply_to_message: message });
    const { id, status, isWithheld } = await newest(store);
    expect({ status, isWithheld }).toEqual({ status: 'confirmed', isWithheld: true });
    expect(done).toEqual([
      { method: 'deleteMessage', chatId: String(GROUP), messageId: String(message['message_id']) },
      expect.objectContaining({ text: `Recorded as spam. ID ${id}\nThe message is removed` }),
    ]);
  });

  test('takes a released message away, too: the post of the bot', async () => {
    const { ask, stored } = await setUp({ mode: 'quarantine' });
    const [release] = await ask({ text: `/notspam ${stored.id}`, from: admin });
    const post = botPost(release?.text);
    const done = await ask({ text: '/spam', from: admin, reply_to_message: post });
    // The first one, of the message itself, is for a message that is gone already.
    expect(done.filter(({ method }) => method === 'deleteMessage').map(({ messageId }) => messageId)).toEqual(
      [stored.messageId, '555'],
    );
  });

  test('only records where the chat only observes', async () => {
    const { ask, spam, stored } = await setUp({ mode: 'observe' });
    const done = await ask({ text: '/spam', from: admin, reply_to_message: spam });
    expect(done.map(({ text }) => text)).toEqual([`Recorded as spam. ID ${stored.id}`]);
  });

  test.each([
    ['another member', bob],
    ['the author', ann],
  ])('by %s is refused', async (_who, from) => {
    const { answerTo, spam } = await setUp();
    await expect(answerTo({ text: '/spam', from, reply_to_message: spam })).resolves.toBe(REFUSED);
    expect(await corrections()).toEqual([]);
  });

  test('keeps the text of a message the gate never saw', async () => {
    const { answerTo } = await setUp();
    const old = aTelegramMessage({ message_id: 3, caption: 'Buy now', from: bob });
    await answerTo({ text: '/spam', from: admin, reply_to_message: old });
    expect(await corrections()).toMatchObject([{ messageId: null, text: 'Buy now', label: 'spam' }]);
  });
});
