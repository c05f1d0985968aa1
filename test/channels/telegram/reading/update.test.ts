import fc from 'fast-check';
import { parseUpdate, readUpdateId, revisionOf } from '../../../../src/channels/telegram/reading/update.js';
import { ann, anUpdate, aTelegramMessage, messageUpdate } from '../updates.js';

describe('parseUpdate()', () => {
  test('reads a message and keeps the fields it does not know', () => {
    const update = messageUpdate({ text: 'Hello', brand_new_field: { deep: [1] } });
    expect(parseUpdate(update)).toMatchObject({
      kind: 'message',
      updateId: update['update_id'],
      isEdit: false,
      message: { message_id: 17, text: 'Hello', brand_new_field: { deep: [1] } },
    });
  });

  test('tells an edit from a message', () => {
    const edit = anUpdate({ edited_message: aTelegramMessage({ text: 'Hi', edit_date: 1_767_323_099 }) });
    expect(parseUpdate(edit)).toMatchObject({ kind: 'message', isEdit: true });
  });

  test.each([
    ['chat_member', { chat_member: {} }],
    ['poll_answer', { poll_answer: null }],
    ['telepathy', { telepathy: { thought: 'casino' } }],
    ['empty', {}],
  ])('names an update of the kind %s', (name, content) => {
    expect(parseUpdate(anUpdate(content))).toMatchObject({ kind: 'other', name });
  });

  test.each(['chat_member', 'my_chat_member'])('reads in %s whose members changed', (kind) => {
    const change = {
      chat: { id: -5, type: 'supergroup' },
      from: ann,
      date: 1,
      new_chat_member: { status: 'member' },
    };
    expect(parseUpdate(anUpdate({ [kind]: change }))).toMatchObject({ kind: 'members', chat: '-5' });
  });

  test('reads the press of a button, and one under a message too old to be shown', () => {
    const query = { id: '9', from: ann, chat_instance: '1', data: 'h:M1' };
    const press = anUpdate({ callback_query: { ...query, message: aTelegramMessage({ text: 'Card' }) } });
    expect(parseUpdate(press)).toMatchObject({
      kind: 'press',
      press: { id: '9', message: { text: 'Card' } },
    });
    expect(parseUpdate(anUpdate({ callback_query: query }))).toMatchObject({ kind: 'press' });
    expect(parseUpdate(anUpdate({ callback_query: { id: 9 } }))).toMatchObject({ kind: 'unreadable' });
  });

  test.each([
    ['no id', aTelegramMessage({ message_id: undefined })],
    ['no chat', aTelegramMessage({ chat: undefined })],
    ['a number as text', aTelegramMessage({ text: 5 })],
    ['an id beyond what a number holds', aTelegramMessage({ chat: { id: 2 ** 60, type: 'group' } })],
    ['no message at all', null],
  ])('finds a message with %s unreadable', (_what, message) => {
    expect(parseUpdate(anUpdate({ message }))).toMatchObject({ kind: 'unreadable' });
  });

  test.each([[{ reply_to_message: 'nonsense' }], [{ reply_to_message: { message_id: 'x' } }]])(
    'scores a message whose answered message cannot be read: %j',
    (fields) => {
      const update = parseUpdate(messageUpdate({ text: 'Hi', ...fields }));
      expect(update).toMatchObject({ kind: 'message', message: { text: 'Hi', reply_to_message: undefined } });
    },
  );

  test.each([[null], [[]], ['text'], [{}], [{ update_id: '5' }], [{ update_id: 1.5 }]])(
    'refuses what has no update_id: %j',
    (raw) => {
      expect(() => parseUpdate(raw)).toThrow(TypeError);
      expect(readUpdateId(raw)).toBeNull();
    },
  );

  test('takes any content of any update', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.jsonValue(),
        (id, other, message) => {
          const update = parseUpdate({ ...other, message, update_id: id });
          expect(update.updateId).toBe(id);
        },
      ),
    );
  });
});

describe('revisionOf()', () => {
  const update = (updateId: number, isEdit: boolean, fields: object = {}) => {
    const parsed = parseUpdate({
      update_id: updateId,
      [isEdit ? 'edited_message' : 'message']: aTelegramMessage({ ...fields }),
    });
    if (parsed.kind !== 'message') throw new Error('not a message');
    return parsed;
  };
  const second = { edit_date: 1_767_323_099 };

  test('is 0 for a message, even for one that was edited before it was fetched', () => {
    expect(revisionOf(update(5, false, second))).toBe(0);
  });

  test('grows with every edit, two in one second and after Telegram began to count anew', () => {
    const [first, next, later] = [
      revisionOf(update(900_001, true, second)),
      revisionOf(update(900_002, true, second)),
      revisionOf(update(3, true, { edit_date: 1_767_323_100 })),
    ];
    expect(next).toBeGreaterThan(first);
    expect(later).toBeGreaterThan(next);
    expect(Number.isSafeInteger(later)).toBe(true);
  });

  test('is the same when the update is delivered twice', () => {
    expect(revisionOf(update(900_001, true, second))).toBe(revisionOf(update(900_001, true, second)));
  });

  test('is not 0 for an edit without a time', () => {
    expect(revisionOf(update(1000, true))).toBe(1_767_323_045_000);
  });
});
