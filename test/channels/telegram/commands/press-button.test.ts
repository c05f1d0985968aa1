import { readButton } from '../../../../src/channels/telegram/commands/buttons.js';
import type { Store } from '../../../../src/domain/store.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { botPost, carryOutAll, type HandlerOptions, newest, setUpGroup } from '../handler.js';
import { admin, ann, anUpdate, bob, GROUP } from '../updates.js';

const ADMINS = '-100777';
let presses = 0;

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

/** A withheld message of Ann, its card, and a way to press a button under it. */
async function setUp(options: HandlerOptions = {}) {
  const group = await setUpGroup(store, { mode: 'quarantine', adminChat: ADMINS, ...options });
  const card = group.notices.find(({ method }) => method === 'sendMessage');
  const press = async (data: string, from: object = admin, id = `q${(presses += 1)}`) => {
    const message = { ...botPost(card?.text), chat: { id: Number(ADMINS), type: 'supergroup' } };
    await group.handleUpdate(anUpdate({ callback_query: { id, from, message, data } }));
    return carryOutAll(store);
  };
  return { ...group, card, press };
}

const answerIn = (done: readonly { readonly method: string }[]) =>
  done.find(({ method }) => method === 'answerCallbackQuery');

test.each([[ADMINS], [null]])(
  "the card of a withheld message has its buttons, admins' chat %s",
  async (adminChat) => {
    const { card, stored } = await setUp({ adminChat });
    const data = ['h', 'b', 'w'].map((letter) => `${letter}:${stored.id}`);
    expect(card).toMatchObject({
      buttons: [
        [
          { text: 'Not spam', data: data[0] },
          { text: 'Spam: ban', data: data[1] },
          { text: 'Why?', data: data[2] },
        ],
      ],
    });
  },
);

test('Not spam releases the message, and the card says who did it', async () => {
  const { press, stored } = await setUp();
  const done = await press(`h:${stored.id}`);
  expect(answerIn(done)).toMatchObject({ text: 'Not spam, says Ada', isAlert: false });
  expect(done).toContainEqual(
    expect.objectContaining({
      method: 'editMessageText',
      chatId: ADMINS,
      text: expect.stringContaining('Not spam, says Ada') as string,
    }),
  );
  expect(done).toContainEqual(expect.objectContaining({ method: 'sendMessage', chatId: String(GROUP) }));
  expect(await newest(store)).toMatchObject({ status: 'released', isWithheld: false });
  expect(await store.findDecision(stored.id)).toMatchObject({ label: 'ham', author: `telegram:${admin.id}` });
});

test('Spam confirms it', async () => {
  const { press, stored } = await setUp();
  expect(answerIn(await press(`s:${stored.id}`))).toMatchObject({ text: 'Spam, says Ada' });
  expect(await newest(store)).toMatchObject({ status: 'confirmed', isWithheld: true });
});

test('Spam: ban of somebody who is kept as a hash alone confirms it, and says why he stays', async () => {
  const { press, say } = await setUp();
  await say({ text: 'Lunch?', from: ann });
  const { id } = await newest(store);
  const done = await press(`b:${id}`);
  expect(answerIn(done)).toMatchObject({
    text: expect.stringMatching(/^I no longer keep who wrote that, so I cannot ban him/) as string,
    isAlert: true,
  });
  expect(done.some(({ method }) => method === 'sanction')).toBe(false);
  expect((await store.findMessage(id))?.status).toBe('confirmed');
});

test('Spam: ban confirms it and bans its sender, whoever presses again', async () => {
  const { press, stored } = await setUp({ administrators: { check: async () => 'yes' } });
  const done = await press(`b:${stored.id}`);
  expect(answerIn(done)).toMatchObject({ text: 'Spam, says Ada' });
  expect(done).toContainEqual({
    method: 'sanction',
    kind: 'ban',
    chatId: String(GROUP),
    userId: '42',
    days: 30,
  });
  expect(await newest(store)).toMatchObject({ status: 'confirmed' });
  const second = await press(`b:${stored.id}`, bob);
  expect(second.some(({ method }) => method === 'sanction')).toBe(false);
  const actions = (await store.listAudit({ limit: 9 })).items.map(({ action }) => action);
  expect(actions).toEqual(['sender.banned', 'message.confirmed']);
});

test('Not spam gives the sender back what was taken, and trusts him here', async () => {
  const { press, stored } = await setUp({ mode: 'ban' });
  const done = await press(`h:${stored.id}`);
  expect(done).toContainEqual({ method: 'liftSanction', chatId: String(GROUP), userId: '42' });
  const sender = { channel: 'telegram', conversation: String(GROUP), id: '42' } as const;
  expect((await store.readSender(sender, 1)).standing).toBe('trusted');
});

test('a press in a list leaves the list as it is', async () => {
  const { press, stored } = await setUp();
  const done = await press(`H:${stored.id}`);
  expect(done.some(({ method }) => method === 'editMessageText')).toBe(false);
  expect(await newest(store)).toMatchObject({ status: 'released' });
});

test('one press decides about all that had the same text, and one card tells of them', async () => {
  const { press, say, stored } = await setUp();
  await say({ text: 'Win at the casino 77', from: bob });
  expect(await carryOutAll(store)).toContainEqual(
    expect.objectContaining({ method: 'editCard', cardOf: stored.id }),
  );
  await say({ text: 'Win at the casino twice', from: bob });
  await carryOutAll(store);
  await press(`b:${stored.id}`);
  const { items } = await store.listMessages({ limit: 9, channel: 'telegram' });
  expect(items.map(({ status }) => status)).toEqual(['quarantined', 'confirmed', 'confirmed']);
});

test('who presses second learns who was first', async () => {
  const { press, stored } = await setUp({ administrators: { check: async () => 'yes' } });
  await press(`h:${stored.id}`, admin);
  const second = await press(`h:${stored.id}`, bob);
  expect(answerIn(second)).toMatchObject({ text: 'Not spam, says Ada' });
  expect(second.filter(({ method }) => method === 'sendMessage')).toEqual([]);
});

test('a press that Telegram delivers twice is done once', async () => {
  const { press, stored } = await setUp();
  const first = await press(`h:${stored.id}`, admin, 'same');
  expect(first).toHaveLength(4);
  expect(await press(`h:${stored.id}`, admin, 'same')).toEqual([]);
  expect((await store.listCorrections({ limit: 10 })).items).toHaveLength(1);
});

test('Why? names score, threshold, model and the words that count most', async () => {
  const { press, stored } = await setUp();
  const done = await press(`w:${stored.id}`);
  expect(done).toHaveLength(1);
  expect(answerIn(done)).toMatchObject({
    isAlert: true,
    text: expect.stringMatching(/^Score \d+ %, spam from 80 %/) as string,
  });
  expect(answerIn(done)).toMatchObject({ text: expect.stringContaining('casino +0.6, Win +0.3') as string });
  expect(await newest(store)).toMatchObject({ status: 'quarantined' });
});

test('/why of an administrator says the same, as an answer or by the id', async () => {
  const { answerTo, stored } = await setUp();
  const byId = await answerTo({ text: `/why ${stored.id}`, from: admin });
  expect(byId).toMatch(/^Score \d+ %, spam from 80 % \(.*\)\ncasino \+0\.6, Win \+0\.3/);
  const notice = botPost(`Withheld a message. ID ${stored.id}`);
  expect(await answerTo({ text: '/why', from: admin, reply_to_message: notice })).toBe(byId);
  expect(await answerTo({ text: '/why', from: admin })).toContain('Answer to a message with /why');
  expect(await answerTo({ text: '/why NOBODY0001', from: admin })).toBe(
    'I do not know a message with this ID',
  );
  expect(await answerTo({ text: `/why ${stored.id}`, from: ann })).toContain('Only administrators');
});

test.each([
  ['a member', 'no', 'Only administrators of this chat can do that'],
  [
    'somebody whose rights cannot be asked for',
    'unknown',
    'I cannot ask Telegram about your rights just now',
  ],
] as const)('%s changes nothing', async (_who, answer, text) => {
  const { press, stored } = await setUp({ administrators: { check: async () => answer } });
  for (const wish of ['h', 's', 'w']) {
    const done = await press(`${wish}:${stored.id}`, ann);
    expect(done).toEqual([expect.objectContaining({ text: expect.stringContaining(text) as string })]);
  }
  expect(await newest(store)).toMatchObject({ status: 'quarantined' });
});

test.each(['h:UNKNOWN1', 'x:1', '', 'h:', `h:${'x'.repeat(500)}`, '__proto__'])(
  'data that lead to no message are answered: %s',
  async (data) => {
    const { press } = await setUp();
    expect(await press(data)).toEqual([expect.objectContaining({ method: 'answerCallbackQuery' })]);
  },
);

test('a card that Telegram shows no more is left alone', async () => {
  const { handleUpdate, stored } = await setUp();
  const query = { id: 'old', from: admin, data: `h:${stored.id}` };
  await handleUpdate(anUpdate({ callback_query: query }));
  const done = await carryOutAll(store);
  expect(done.map(({ method }) => method).sort()).toEqual([
    'answerCallbackQuery',
    'liftSanction',
    'sendMessage',
  ]);
});

test('readButton() knows its own data only', () => {
  expect(readButton('h:M000000001')).toEqual({
    kind: 'message',
    wish: 'ham',
    messageId: 'M000000001',
    isListed: false,
  });
  expect(readButton('H:M000000001')).toMatchObject({ wish: 'ham', isListed: true });
  expect(readButton('g:-1001')).toEqual({ kind: 'group', conversation: '-1001' });
  expect(readButton('g:42')).toBeNull();
  expect(readButton('x:M000000001')).toBeNull();
});
