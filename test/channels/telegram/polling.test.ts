import { pino } from 'pino';
import { type PollingDependencies, pollUpdates } from '../../../src/channels/telegram/polling.js';
import { createTelegramClient, type TelegramClient } from '../../../src/channels/telegram/telegram-client.js';
import {
  conflict,
  type FakeTelegram,
  type Fault,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../support/fake-telegram.js';
import { ann, GROUP } from './updates.js';

let telegram: FakeTelegram;
beforeEach(async () => {
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP });
});
afterEach(() => telegram.stop());

interface Line {
  readonly level: number;
  readonly msg: string;
}

/** A poller that notes what it received and how long it would have waited, and waits for nothing. */
function startPolling(parts: Partial<PollingDependencies> = {}) {
  const received: unknown[] = [];
  const pauses: number[] = [];
  const lines: Line[] = [];
  const end = new AbortController();
  const done = pollUpdates(
    {
      client: createTelegramClient(telegram),
      receive: async (update) => void received.push(textOf(update)),
      sleep: async (ms) => void pauses.push(ms),
      random: () => 0,
      logger: pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line) as Line) }),
      ...parts,
    },
    end.signal,
  );
  const stop = (): Promise<void> => {
    end.abort();
    return done;
  };
  return { received, pauses, lines, stop, signal: end.signal };
}

const textOf = (update: unknown): unknown => (update as { message: { text: string } }).message.text;
const say = (text: string) => telegram.say({ chat: GROUP, from: ann, text });
const polls = () => telegram.callsOf('getUpdates');
const idle = () => telegram.until(() => telegram.pending().length === 0 && polls().length > 1);

describe('pollUpdates()', () => {
  test('takes what waited and what comes, in order, and asks for what it uses', async () => {
    ['one', 'two', 'three'].forEach(say);
    const { received, stop } = startPolling();
    await idle();
    say('four');
    await idle();
    await stop();
    expect(received).toEqual(['one', 'two', 'three', 'four']);
    expect(telegram.calls[0]).toEqual({ method: 'deleteWebhook', payload: {} });
    expect(polls()[0]).toEqual({
      timeout: 50,
      limit: 100,
      allowed_updates: [
        'message',
        'edited_message',
        'callback_query',
        'chat_member',
        'my_chat_member',
        'message_reaction',
      ],
    });
  });

  test('takes updates whose numbers begin anew, as they may after a quiet week', async () => {
    const batches = [[500, 501], [], [3], []];
    const offsets: unknown[] = [];
    const end = new AbortController();
    const client: TelegramClient = {
      call: async (method, payload) => {
        if (method !== 'getUpdates') return true;
        offsets.push(payload['offset']);
        const batch = batches.shift() ?? [];
        if (batches.length === 0) end.abort();
        return batch.map((id) => ({ update_id: id, message: { text: String(id) } }));
      },
    };
    const received: unknown[] = [];
    await pollUpdates(
      {
        client,
        receive: async (update) => void received.push(textOf(update)),
        sleep: async () => undefined,
        random: () => 0,
        logger: pino({ level: 'silent' }),
      },
      end.signal,
    );
    expect(received).toEqual(['500', '501', '3']);
    expect(offsets).toEqual([undefined, 502, undefined, 4]);
  });

  test('acknowledges an update only after it was received', async () => {
    say('one');
    const { begun, finish, work } = aCommit();
    const { stop } = startPolling({ receive: work });
    await begun;
    expect(telegram.pending()).toHaveLength(1);
    finish();
    await idle();
    await stop();
  });

  test('tries an update that fails again, before those that come after it', async () => {
    ['one', 'two'].forEach(say);
    const seen: unknown[] = [];
    const { pauses, stop } = startPolling({
      receive: async (update) => {
        seen.push(textOf(update));
        expect(telegram.pending()).toHaveLength(2);
        if (seen.length <= 2) throw new Error('the store is down');
      },
    });
    await idle();
    await stop();
    expect(seen).toEqual(['one', 'one', 'one', 'two']);
    expect(pauses).toEqual([1000, 2000]);
  });

  test('leaves to the next start what it did not finish', async () => {
    ['one', 'two'].forEach(say);
    const controller = new AbortController();
    const first = startPolling({
      receive: async (update) => {
        if (textOf(update) === 'two') throw new Error('the store is down');
      },
      sleep: async () => controller.abort(),
    });
    await new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
    await first.stop();
    const second = startPolling();
    await idle();
    await second.stop();
    expect(second.received).toEqual(['two']);
  });

  test('finishes the update in hand when it is stopped, and takes no other', async () => {
    ['one', 'two'].forEach(say);
    const { begun, finish, work } = aCommit();
    const received: unknown[] = [];
    const { stop } = startPolling({
      receive: async (update) => {
        await work();
        received.push(textOf(update));
      },
    });
    await begun;
    const stopped = stop();
    finish();
    await stopped;
    expect(received).toEqual(['one']);
    expect(telegram.pending()).toHaveLength(1);
    expect(polls().at(-1)).toMatchObject({ timeout: 0, limit: 1 });
  });

  test('stops at once while it waits for updates', async () => {
    const { stop } = startPolling();
    await telegram.until(() => polls().length === 1);
    await stop();
    expect(polls()).toHaveLength(1);
  });

  test.each<[string, Fault[], number[]]>([
    ['faults of the server', [serverError, serverError, serverError], [1000, 2000, 4000]],
    ['cut connections', [{ kind: 'cut' }, { kind: 'cut' }], [1000, 2000]],
    ['another poller', [conflict, conflict], [1000, 2000]],
    ['a limit', [tooManyRequests(13)], [13_000]],
    ['a refused token', [{ kind: 'error', code: 401, description: 'Unauthorized' }], [300_000]],
    [
      'many faults, with a last pause of half a minute',
      Array<Fault>(7).fill(serverError),
      [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
    ],
  ])('outlasts %s', async (_what, faults, expected) => {
    telegram.fail('getUpdates', ...faults);
    say('one');
    const { received, pauses, stop } = startPolling();
    await idle();
    await stop();
    expect(received).toEqual(['one']);
    expect(pauses).toEqual(expected);
  });

  test('outlasts faults before it has begun', async () => {
    telegram.fail('deleteWebhook', serverError, { kind: 'cut' });
    say('one');
    const { received, pauses, stop } = startPolling();
    await idle();
    await stop();
    expect(received).toEqual(['one']);
    expect(pauses).toEqual([1000, 2000]);
  });

  test('loses nothing when the answer is cut off', async () => {
    say('one');
    telegram.fail('getUpdates', { kind: 'cut-after' });
    const { received, stop } = startPolling();
    await idle();
    await stop();
    expect(received).toEqual(['one']);
  });

  test('says once that the token is refused', async () => {
    const refused: Fault = { kind: 'error', code: 401, description: 'Unauthorized' };
    telegram.fail('getUpdates', serverError, refused, refused, refused);
    const { lines, stop } = startPolling();
    await telegram.until(() => polls().length === 5);
    await stop();
    expect(lines.filter(({ level }) => level === 50)).toEqual([
      expect.objectContaining({ msg: 'Telegram refuses the bot token: check TELEGRAM_BOT_TOKEN' }),
    ]);
  });

  test('warns of another poller', async () => {
    telegram.fail('getUpdates', conflict);
    const { lines, stop } = startPolling();
    await telegram.until(() => polls().length === 2);
    await stop();
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 40, msg: expect.stringContaining('Another program') as string }),
    );
  });

  test('does not mind when the last acknowledgement fails', async () => {
    say('one');
    const { begun, finish, work } = aCommit();
    const { stop } = startPolling({ receive: work });
    await begun;
    telegram.fail('getUpdates', { kind: 'cut' });
    const stopped = stop();
    finish();
    await expect(stopped).resolves.toBeUndefined();
    expect(polls()).toHaveLength(2);
    expect(telegram.pending()).toHaveLength(1);
  });
});

/** A commit that says when it has begun, and ends when the test wants. */
function aCommit() {
  let begin = (): void => {};
  let finish = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const end = new Promise<void>((resolve) => (finish = resolve));
  const work = (): Promise<void> => {
    begin();
    return end;
  };
  return { begun, finish, work };
}
