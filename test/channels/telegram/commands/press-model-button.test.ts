import { readButton } from '../../../../src/channels/telegram/commands/buttons.js';
import { askAboutModel } from '../../../../src/channels/telegram/model-card.js';
import type { Language } from '../../../../src/domain/policy.js';
import type { Store } from '../../../../src/domain/store.js';
import { aModel, aRefusal } from '../../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { carryOutAll, createTestHandler, type HandlerOptions } from '../handler.js';
import { aTelegramMessage, admin, anUpdate, bob, bot, GROUP } from '../updates.js';

const ADMINS = '-100777';
const NEXT = 'words@1.0.1';
let presses = 0;

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
  await store.addModel(aModel(NEXT));
});
afterEach(() => testStore.cleanUp());

interface Press {
  readonly from?: object;
  readonly chat?: string;
  readonly id?: string;
}

/** A card in the administrators' chat, and a way to press its buttons there or elsewhere. */
function setUp(options: HandlerOptions = {}) {
  const administrators = { check: async () => 'yes' as const };
  const { handleUpdate } = createTestHandler(store, { adminChat: ADMINS, administrators, ...options });
  return async (data: string, { from = admin, chat = ADMINS, id = `m${(presses += 1)}` }: Press = {}) => {
    const isPrivate = !chat.startsWith('-');
    const where = { id: Number(chat), type: isPrivate ? 'private' : 'supergroup' };
    const message = aTelegramMessage({ message_id: 555, from: bot, text: 'A new model', chat: where });
    await handleUpdate(anUpdate({ callback_query: { id, from, message, data } }));
    return carryOutAll(store);
  };
}

const current = async () => (await store.readModelPlaces()).current;
const answered = (text: string) => expect.objectContaining({ method: 'answerCallbackQuery', text }) as object;
const edited = (text: string) =>
  expect.objectContaining({
    method: 'editMessageText',
    chatId: ADMINS,
    text: `A new model\n\n✔ ${text}`,
  }) as object;
const inRussian = () => store.changeSettings({ channel: 'telegram', id: ADMINS }, { language: 'ru' });

const decision = {
  isPromotable: true,
  reasons: ['spam found: 23 of 30, now 0', 'size is 99 %'],
  alarms: ['Bea alone moves 40 verdicts'],
};

describe('askAboutModel()', () => {
  test.each<readonly [Language, { readonly use: string; readonly keep: string; readonly question: string }]>([
    ['en', { use: 'Use it', keep: 'Keep the present one', question: 'Shall it be used in all chats?' }],
    ['ru', { use: 'Использовать', keep: 'Оставить прежнюю', question: 'Использовать её' }],
  ])('asks with two buttons, and shows reasons and alarms: %s', (language, { use, keep, question }) => {
    const task = askAboutModel({ id: NEXT, decision }, { chat: ADMINS, language });
    const text = expect.stringContaining(question) as string;
    expect(task.payload).toMatchObject({
      method: 'sendMessage',
      chatId: ADMINS,
      text,
      buttons: [
        [
          { text: use, data: `u:${NEXT}` },
          { text: keep, data: `k:${NEXT}` },
        ],
      ],
    });
    for (const part of [NEXT, '• spam found: 23 of 30, now 0', '• size is 99 %', '⚠ Bea alone moves'])
      expect(task.payload).toMatchObject({ text: expect.stringContaining(part) as string });
  });

  test('fits into a message, whatever the gate said', () => {
    const long = {
      ...decision,
      reasons: Array.from({ length: 200 }, (_, i) => `reason ${i} ${'x'.repeat(90)}`),
    };
    const { payload } = askAboutModel({ id: NEXT, decision: long }, { chat: ADMINS, language: 'en' });
    expect((payload as { text: string }).text.length).toBeLessThanOrEqual(3500);
  });

  test('one candidate is asked about once', () => {
    const ask = () => askAboutModel({ id: NEXT, decision }, { chat: ADMINS, language: 'en' }).dedupeKey;
    expect(ask()).toBe(ask());
  });
});

test('Use it promotes the model, and the card says who did it', async () => {
  const done = await setUp()(`u:${NEXT}`);
  expect(done).toEqual([answered(`${NEXT} is used: Ada`), edited(`${NEXT} is used: Ada`)]);
  expect(await store.listModelEvents(9)).toMatchObject([
    { place: 'current', model: NEXT, kind: 'promote', author: `telegram:${admin.id}` },
  ]);
});

test('Keep leaves the current model, and the card says who did it', async () => {
  const text = `The present model stays, not ${NEXT}: Ada`;
  expect(await setUp()(`k:${NEXT}`)).toEqual([answered(text), edited(text)]);
  expect(await store.listModelEvents(9)).toEqual([]);
});

test('both are said in the language of the chat', async () => {
  await inRussian();
  const press = setUp();
  expect(await press(`k:${NEXT}`)).toContainEqual(answered(`Остаётся прежняя модель, не ${NEXT}: Ada`));
  expect(await press(`u:${NEXT}`)).toContainEqual(answered(`Используется ${NEXT}: Ada`));
  expect(await press('u:none@1.0.0')).toEqual([answered('Эту модель больше нельзя использовать')]);
});

test('a press that Telegram delivers twice is done once', async () => {
  const press = setUp();
  await press(`u:${NEXT}`, { id: 'same' });
  expect(await press(`u:${NEXT}`, { id: 'same' })).toEqual([]);
  expect(await store.listModelEvents(9)).toHaveLength(1);
});

test.each(['u', 'k'])('who presses second learns who was first: %s', async (letter) => {
  const press = setUp();
  await press(`u:${NEXT}`);
  const text = `${NEXT} is used: Ada`;
  expect(await press(`${letter}:${NEXT}`, { from: bob })).toEqual([answered(text), edited(text)]);
  expect(await store.listModelEvents(9)).toHaveLength(1);
});

test('a press learns that the model is used by somebody who was not in the chat', async () => {
  await store.addModelEvent({ place: 'current', model: NEXT, kind: 'promote', author: 'api', at: '' });
  expect(await setUp()(`k:${NEXT}`)).toContainEqual(answered(`${NEXT} is used: api`));
});

test.each([
  ['is unknown', 'none@1.0.0', {}],
  ['has lost its files', 'words@1.0.2', { files: {} }],
  ['was refused by the gate', 'words@1.0.2', aRefusal('no')],
])('a model that %s is not used, and the card keeps its buttons', async (_what, id, parts) => {
  await store.addModel(aModel('words@1.0.2', parts));
  expect(await setUp()(`u:${id}`)).toEqual([answered('This model cannot be used any more')]);
  expect(await current()).toBeNull();
});

describe('only the administrators of all groups decide', () => {
  const NOT_ALLOWED = 'Only administrators of this chat can do that';

  test.each([
    ['no', NOT_ALLOWED],
    ['unknown', 'I cannot ask Telegram about your rights just now'],
  ] as const)('who is asked for and answered %s changes nothing', async (answer, text) => {
    const asked: string[][] = [];
    const check = async (...who: string[]) => (asked.push(who), answer);
    const press = setUp({ administrators: { check } });
    for (const letter of ['u', 'k']) {
      const done = await press(`${letter}:${NEXT}`, { from: bob });
      expect(done).toEqual([expect.objectContaining({ text: expect.stringContaining(text) as string })]);
    }
    expect(asked).toEqual(Array(2).fill([ADMINS, String(bob.id)]));
    expect(await current()).toBeNull();
  });

  test.each([
    ['in another group, where he is an administrator', ADMINS, String(GROUP)],
    ['in his private chat with the bot', ADMINS, String(admin.id)],
    ['where there is no chat of the administrators', null, String(GROUP)],
    ["in somebody else's private chat", String(bob.id), String(bob.id)],
  ])('a press %s changes nothing', async (_where, adminChat, chat) => {
    const done = await setUp({ adminChat })(`u:${NEXT}`, { chat });
    expect(done).toEqual([answered(NOT_ALLOWED)]);
    expect(await current()).toBeNull();
  });

  test('the only administrator decides in his private chat, without asking Telegram', async () => {
    const check = async () => 'unknown' as const;
    const press = setUp({ adminChat: String(admin.id), administrators: { check } });
    expect(await press(`u:${NEXT}`, { chat: String(admin.id) })).toContainEqual(
      answered(`${NEXT} is used: Ada`),
    );
    expect(await current()).toBe(NEXT);
  });
});

test('readButton() knows models by name and version only', () => {
  expect(readButton('u:default@1.0.12')).toEqual({ kind: 'model', wish: 'use', model: 'default@1.0.12' });
  expect(readButton('k:my-own_2.x@1.0.0')).toEqual({
    kind: 'model',
    wish: 'keep',
    model: 'my-own_2.x@1.0.0',
  });
  for (const data of ['u:default', 'u:default@1.0', 'u:../x@1.0.0', 'x:default@1.0.0', 'u:a b@1.0.0'])
    expect(readButton(data)).toBeNull();
});
