import { createTelegramActions } from '../../../src/channels/telegram/actions.js';
import type { Policy } from '../../../src/domain/policy.js';
import type { Action } from '../../../src/domain/verdict.js';
import type { Campaign, StoredMessage } from '../../../src/domain/store.js';
import { parsePayload } from '../../../src/channels/telegram/telegram-task.js';
import { readId } from '../../../src/channels/telegram/texts/parts.js';
import { aPolicy, aStoredMessage, aVerdict } from '../../support/builders.js';

const ID = '7K3QX9ABCD';
const spamVerdict = (action: Action) =>
  aVerdict({ action, band: 'spam', score: 0.968, reasons: ['above-threshold'] });
const spam = (action: Action, parts = {}) =>
  aStoredMessage({ id: ID, text: 'Win at the casino', verdict: spamVerdict(action), ...parts });

const actions = createTelegramActions({ sanctionDays: 30 });

/** The same actions, each under a policy. */
function under(policy: Policy) {
  return {
    tasksForVerdict: (message: StoredMessage, campaign: Campaign | null = null) =>
      actions.tasksForVerdict(message, { policy, campaign }),
    tasksForRelease: (message: StoredMessage) => actions.tasksForRelease(message, policy),
    tasksForRemoval: (message: StoredMessage) => actions.tasksForRemoval(message, policy),
  };
}
const silent = under(aPolicy());
const withAdmins = under(aPolicy({ adminChat: '-100777' }));

/** The call in a task, as the performer will read it. */
const textIn = (payload: unknown): string => {
  const call = parsePayload(payload);
  if (call?.method !== 'sendMessage') throw new Error('not a post');
  return call.text;
};

describe('tasksForVerdict()', () => {
  test.each([['accept' as const], ['observe' as const]])('does nothing for %s', (action) => {
    expect(withAdmins.tasksForVerdict(aStoredMessage({ verdict: aVerdict({ action }) }))).toEqual([]);
  });

  test('answers under the message with the score and how to correct it', () => {
    expect(silent.tasksForVerdict(spam('reply'))).toEqual([
      {
        target: 'telegram',
        dedupeKey: 'telegram:-1001:17:0:warning',
        lane: 'telegram:-1001:posts',
        payload: {
          method: 'sendMessage',
          buttons: [],
          cardOf: null,
          chatId: '-1001',
          replyTo: '17',
          text: 'Spam: 97 %. ID 7K3QX9ABCD\nNot spam? An administrator can answer with /notspam',
        },
      },
    ]);
  });

  test('does not send a private chat to an administrator', () => {
    const [task] = silent.tasksForVerdict(spam('reply', { conversation: '42' }));
    expect(textIn(task?.payload)).toBe('Spam: 97 %. ID 7K3QX9ABCD\nNot spam? Answer with /notspam');
  });

  test.each([
    ['confirmed-before', /^Spam: a person confirmed the same text before\. ID 7K3QX9ABCD\n/],
    ['confirmed-nearly', /^Spam: a person confirmed nearly the same text before\. ID 7K3QX9ABCD\n/],
  ] as const)('gives no score where a person has decided: %s', (reason, expected) => {
    const verdict = aVerdict({ action: 'reply', band: 'spam', score: 0.01, reasons: [reason] });
    const [task] = silent.tasksForVerdict(spam('reply', { verdict }));
    expect(textIn(task?.payload)).toMatch(expected);
  });

  test('tells the admins, with the evidence, and deletes whatever their chat is doing', () => {
    const [evidence, removal] = withAdmins.tasksForVerdict(spam('quarantine'));
    expect(evidence).toMatchObject({
      dedupeKey: 'telegram:-1001:17:0:evidence',
      lane: 'telegram:-100777:posts',
      payload: { method: 'sendMessage', chatId: '-100777', replyTo: null },
    });
    expect(textIn(evidence?.payload)).toBe(
      [
        'Withheld a message. Spam: 97 %. ID 7K3QX9ABCD',
        'Why: the score reaches the threshold (test@1.0.0)',
        'Chat: -1001. Sender: 42, Ann',
        'Not spam? An administrator of that chat can answer with /notspam or write /notspam 7K3QX9ABCD',
        '',
        'Win at the casino',
      ].join('\n'),
    );
    expect(removal).toMatchObject({
      dedupeKey: 'telegram:-1001:17:0:quarantine',
      lane: 'telegram:-1001',
      payload: { method: 'deleteMessage', chatId: '-1001', messageId: '17' },
    });
  });

  test('cuts the evidence of a text of 100,000 characters between characters', () => {
    const [evidence] = withAdmins.tasksForVerdict(spam('quarantine', { text: '😀'.repeat(50_000) }));
    const text = textIn(evidence?.payload);
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(text.isWellFormed()).toBe(true);
    expect(text.endsWith('😀…')).toBe(true);
  });

  test("without an admins' chat says in the chat what happened, and nothing of the text or its author", () => {
    const [removal, notice] = silent.tasksForVerdict(spam('quarantine'));
    expect(removal?.payload).toMatchObject({ method: 'deleteMessage' });
    expect(notice?.lane).toBe('telegram:-1001:posts');
    expect(textIn(notice?.payload)).toBe(
      'Withheld a message. Spam: 97 %. ID 7K3QX9ABCD\nWhy: the score reaches the threshold\nNot spam? An administrator can answer with /notspam 7K3QX9ABCD',
    );
  });

  test('gives each revision its own keys', () => {
    const keys = [0, 1_767_323_099].flatMap((revision) =>
      withAdmins.tasksForVerdict(spam('quarantine', { revision })).map(({ dedupeKey }) => dedupeKey),
    );
    expect(new Set(keys).size).toBe(4);
  });
});

describe('restrict and ban', () => {
  test.each(['restrict', 'ban'] as const)(
    '%s also takes the sender out, in the lane of the deletion',
    (kind) => {
      const tasks = silent.tasksForVerdict(spam(kind));
      expect(tasks.map(({ payload }) => (payload as { method: string }).method)).toEqual([
        'deleteMessage',
        'sanction',
        'sendMessage',
      ]);
      expect(tasks[1]).toMatchObject({
        dedupeKey: 'telegram:-1001:17:0:sanction',
        lane: 'telegram:-1001',
        payload: { kind, chatId: '-1001', userId: '42', days: 30 },
      });
    },
  );

  test('nobody can be taken out of his own chat with the bot', () => {
    const tasks = silent.tasksForVerdict(spam('ban', { conversation: '42' }));
    expect(tasks.map(({ payload }) => (payload as { method: string }).method)).toEqual([
      'deleteMessage',
      'sendMessage',
    ]);
  });

  test('a quiet chat hears nothing, its administrators do', () => {
    expect(under(aPolicy({ isQuiet: true })).tasksForVerdict(spam('quarantine'))).toHaveLength(1);
    expect(under(aPolicy({ isQuiet: true })).tasksForVerdict(spam('reply'))).toEqual([]);
    const both = under(aPolicy({ isQuiet: true, adminChat: '-100777' }));
    expect(both.tasksForVerdict(spam('quarantine'))).toHaveLength(2);
  });

  const leader = spam('quarantine', { id: 'LEADER0001', messageId: '16' });
  const edits = (count: number) =>
    withAdmins
      .tasksForVerdict(spam('quarantine'), { leader, count })
      .filter(({ payload }) => (payload as { method: string }).method !== 'deleteMessage');

  test.each([
    [1, 'again:2'],
    [4, 'again:5'],
    [9, 'again:10'],
  ])('after %d others with the same text their card is changed', (count, purpose) => {
    expect(edits(count)).toMatchObject([
      {
        dedupeKey: `telegram:-1001:16:0:${purpose}`,
        payload: {
          method: 'editCard',
          cardOf: 'LEADER0001',
          text: expect.stringContaining(`\n\n${count + 1} messages with this text`) as string,
        },
      },
    ]);
  });

  test.each([5, 72, 998])('after %d others their card stays as it is', (count) => {
    expect(edits(count)).toEqual([]);
  });

  test('a picture is copied to the administrators before it is deleted', () => {
    const tasks = withAdmins.tasksForVerdict(spam('quarantine', { unscored: ['photo'] }));
    const inLane = tasks.filter(({ lane }) => lane === 'telegram:-1001');
    expect(inLane.map(({ payload }) => payload)).toEqual([
      { method: 'copyMessage', chatId: '-1001', messageId: '17', toChatId: '-100777' },
      { method: 'deleteMessage', chatId: '-1001', messageId: '17' },
    ]);
    expect(silent.tasksForVerdict(spam('quarantine', { unscored: ['photo'] }))).toHaveLength(2);
  });

  test('what came before the group had its id cannot be deleted any more', () => {
    expect(silent.tasksForRemoval(spam('reply', { messageId: '-1005/17' }))).toEqual([]);
  });
});

describe('tasksForRelease()', () => {
  const sender = { id: '42', name: 'Ann\nID FAKE99', role: 'member' as const };

  test('posts the text again with the name of its author', () => {
    const tasks = silent.tasksForRelease(spam('quarantine', { sender }));
    expect(tasks).toHaveLength(2);
    expect(tasks[1]?.payload).toEqual({ method: 'liftSanction', chatId: '-1001', userId: '42' });
    expect(tasks[0]).toMatchObject({
      dedupeKey: 'telegram:-1001:17:0:release:0',
      lane: 'telegram:-1001:posts',
    });
    expect(textIn(tasks[0]?.payload)).toBe(
      'Not spam after all (ID 7K3QX9ABCD).\nAnn ID FAKE99 wrote:\n\nWin at the casino',
    );
  });

  test('posts a long text in parts that Telegram takes, each with the id', () => {
    const text = `${'ID FAKE99\n'.repeat(400)}${'😀'.repeat(50_000)}`;
    const longName = { ...sender, name: '😀'.repeat(500) };
    const posts = silent.tasksForRelease(spam('quarantine', { text, sender: longName })).slice(0, -1);
    const texts = posts.map(({ payload }) => textIn(payload));
    expect(texts.length).toBeGreaterThan(25);
    expect(texts.every((part) => part.length <= 4096 && part.isWellFormed())).toBe(true);
    expect(texts.every((part) => readId(part) === ID)).toBe(true);
    expect(texts.map((part) => part.slice(part.indexOf('\n\n') + 2)).join('')).toBe(text);
  });

  test('says what cannot be posted again', () => {
    const caption = [{ kind: 'caption' as const, text: 'My garden' }];
    const [task] = silent.tasksForRelease({ ...spam('quarantine'), surfaces: caption, unscored: ['photo'] });
    expect(textIn(task?.payload)).toMatch(/My garden\n\n\(photo: cannot be posted again\)$/);
  });

  test('posts a name where there is no text', () => {
    const [task] = silent.tasksForRelease(spam('observe', { text: '', unscored: ['photo'] }));
    expect(textIn(task?.payload)).toBe(
      'Not spam after all (ID 7K3QX9ABCD).\nA message of Ann was removed. It carried photo, which cannot be posted again',
    );
  });
});

describe('tasksForRemoval()', () => {
  test('deletes the message', () => {
    expect(silent.tasksForRemoval(spam('reply'))).toEqual([
      {
        target: 'telegram',
        dedupeKey: 'telegram:-1001:17:0:removal',
        lane: 'telegram:-1001',
        payload: { method: 'deleteMessage', chatId: '-1001', messageId: '17' },
      },
    ]);
  });
});

describe('readId()', () => {
  test('reads the id from every text that is about a message', () => {
    const tasks = [
      ...silent.tasksForVerdict(spam('reply')),
      ...silent.tasksForVerdict(spam('quarantine')).slice(1),
      ...withAdmins.tasksForVerdict(spam('quarantine')).slice(0, 1),
      ...silent.tasksForRelease(spam('quarantine')).slice(0, 1),
    ];
    expect(tasks.map(({ payload }) => readId(textIn(payload)))).toEqual([ID, ID, ID, ID]);
  });

  test.each([['Hello'], [''], ['Ann wrote:\nID 7K3QX9ABCD'], ['VALID 7K3QX9ABCD']])(
    'finds none in %j',
    (text) => {
      expect(readId(text)).toBeNull();
    },
  );
});
