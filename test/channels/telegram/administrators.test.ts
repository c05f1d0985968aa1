import { pino } from 'pino';
import { createAdministrators } from '../../../src/channels/telegram/administrators.js';
import { type TelegramClient, TelegramFault } from '../../../src/channels/telegram/telegram-client.js';

const logger = pino({ level: 'silent' });
const MINUTE = 60_000;
const network = () => new TelegramFault('x', { kind: 'network', description: 'down' });
const refused = (code: number) => new TelegramFault('x', { kind: 'api', code, description: 'no' });

/** Answers with what stands in `answers`, one after the other; an error is thrown, a promise waited for. */
function setUp(...answers: unknown[]) {
  let now = Date.parse('2026-01-02T03:04:05.000Z');
  const calls: string[] = [];
  const client: TelegramClient = {
    call: async (method, payload) => {
      calls.push(`${method} ${JSON.stringify(payload)}`);
      const answer = await answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const administrators = createAdministrators({ client, clock: { now: () => new Date(now) }, logger });
  return { administrators, calls, pass: (ms: number) => (now += ms) };
}

const list = (...ids: readonly number[]) => ids.map((id) => ({ status: 'administrator', user: { id } }));

describe('has()', () => {
  test('asks once in ten minutes for each chat', async () => {
    const { administrators, calls, pass } = setUp(list(77), list(78), list(79));
    await expect(administrators.has('-1', '77')).resolves.toBe(true);
    await expect(administrators.has('-2', '77')).resolves.toBe(false);
    pass(10 * MINUTE - 1);
    await expect(administrators.has('-1', '77')).resolves.toBe(true);
    expect(calls).toEqual([
      'getChatAdministrators {"chat_id":"-1"}',
      'getChatAdministrators {"chat_id":"-2"}',
    ]);
    pass(1);
    await expect(administrators.has('-1', '77')).resolves.toBe(false);
    expect(calls).toHaveLength(3);
  });

  test('asks anew when somebody got or lost rights', async () => {
    const { administrators } = setUp(list(77), list(78));
    await expect(administrators.has('-1', '78')).resolves.toBe(false);
    administrators.forget('-1');
    await expect(administrators.has('-1', '78')).resolves.toBe(true);
  });

  test('knows the names of the administrators, and of others the number', async () => {
    const { administrators, calls } = setUp([
      { status: 'creator', user: { id: 77, first_name: 'Ada', last_name: 'L' } },
    ]);
    await expect(administrators.nameOf('-1', '77')).resolves.toBe('Ada L');
    await expect(administrators.nameOf('-1', '5')).resolves.toBe('5');
    expect(calls).toHaveLength(1);
  });

  test('asks once for messages that come together', async () => {
    const { administrators, calls } = setUp(list(77));
    const answers = await Promise.all([administrators.has('-1', '77'), administrators.has('-1', '42')]);
    expect(answers).toEqual([true, false]);
    expect(calls).toHaveLength(1);
  });

  test('keeps the old list while Telegram does not answer, and asks again soon', async () => {
    const { administrators, calls, pass } = setUp(list(77), network(), list(78));
    await administrators.has('-1', '77');
    pass(11 * MINUTE);
    await expect(administrators.has('-1', '77')).resolves.toBe(true);
    pass(MINUTE / 2 - 1);
    await expect(administrators.has('-1', '77')).resolves.toBe(true);
    expect(calls).toHaveLength(2);
    pass(1);
    await expect(administrators.has('-1', '77')).resolves.toBe(false);
  });

  test.each([
    ['a fault', network()],
    ['a refusal', refused(400)],
    ['nonsense', { user: 77 }],
  ])('takes everybody for a member after %s', async (_what, answer) => {
    const { administrators, calls } = setUp(answer);
    await expect(administrators.has('-1', '77')).resolves.toBe(false);
    await expect(administrators.has('-1', '77')).resolves.toBe(false);
    expect(calls).toHaveLength(1);
  });
});

describe('check()', () => {
  test.each([
    ['creator', 'yes'],
    ['administrator', 'yes'],
    ['member', 'no'],
    ['restricted', 'no'],
    ['left', 'no'],
    ['kicked', 'no'],
  ])('answers for a %s: %s', async (status, answer) => {
    const { administrators, calls } = setUp({ status, user: { id: 77 } });
    await expect(administrators.check('-1', '77')).resolves.toBe(answer);
    expect(calls).toEqual(['getChatMember {"chat_id":"-1","user_id":77}']);
  });

  test.each([
    ['a chat it does not know', refused(400), 'no'],
    ['a chat that threw the bot out', refused(403), 'no'],
    ['a limit', refused(429), 'unknown'],
    ['a dead network', network(), 'unknown'],
    ['nonsense', null, 'unknown'],
  ])('answers for %s', async (_what, error, answer) => {
    const { administrators } = setUp(error);
    await expect(administrators.check('-1', '77')).resolves.toBe(answer);
  });

  test('asks each time', async () => {
    const { administrators } = setUp({ status: 'administrator' }, { status: 'member' });
    await expect(administrators.check('-1', '77')).resolves.toBe('yes');
    await expect(administrators.check('-1', '77')).resolves.toBe('no');
  });
});
