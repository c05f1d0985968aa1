import { Webhook } from 'standardwebhooks';
import { createEventPerformer } from '../../../src/channels/api/event-performer.js';
import type { Task } from '../../../src/domain/task.js';
import { aTask } from '../../support/store-builders.js';

const SECRET = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`;
const RECEIVER = 'http://receiver.example/events';

/** A receiver that answers one after the other, and what it got. */
function aReceiver(...statuses: readonly number[]) {
  const requests: {
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body: string;
  }[] = [];
  const answer: typeof fetch = async (input, init) => {
    const headers = init?.headers as Record<string, string>;
    requests.push({ url: new Request(input).url, headers, body: init?.body as string });
    return new Response(null, { status: statuses[requests.length - 1] ?? 200 });
  };
  // The verifier looks at its own clock.
  const clock = { now: () => new Date() };
  return {
    requests,
    performer: createEventPerformer({ url: RECEIVER, secret: SECRET, fetch: answer, clock }),
  };
}

const event = {
  type: 'message.released',
  timestamp: '2026-01-02T03:04:05.000Z',
  data: { message: { id: 'M1' } },
};
const task = (parts: Partial<Task> = {}): Task => ({
  ...aTask({ target: 'event', dedupeKey: 'event:message.released:D1', payload: event }),
  ...{ id: 1, attempts: 0, createdAt: '' },
  ...parts,
});

describe('createEventPerformer()', () => {
  test('posts the event as it is kept, signed, under one id in every attempt', async () => {
    const { performer, requests } = aReceiver(500, 204);
    expect(await performer.perform(task())).toMatchObject({ kind: 'retry', afterMs: null });
    expect(await performer.perform(task({ attempts: 1 }))).toEqual({ kind: 'done' });
    expect(requests).toHaveLength(2);
    for (const { url, headers, body } of requests) {
      expect([url, headers['content-type']]).toEqual([RECEIVER, 'application/json']);
      expect(new Webhook(SECRET).verify(body, headers)).toEqual(event);
    }
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([expect.stringMatching(/^evt_[0-9a-f]{32}$/), ids[0]]);
  });

  test('has another id for another event', async () => {
    const { performer, requests } = aReceiver();
    await performer.perform(task());
    await performer.perform(task({ dedupeKey: 'event:message.confirmed:D1' }));
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  test.each([
    [410, { kind: 'retry', afterMs: 3_600_000 }],
    [400, { kind: 'retry', afterMs: null }],
  ])('after %i asks again later', async (status, outcome) => {
    expect(await aReceiver(status).performer.perform(task())).toMatchObject(outcome);
  });

  test.each([[null], [{}], [{ ...event, type: 'message.invented' }]])('gives up %j', async (payload) => {
    const { performer, requests } = aReceiver();
    expect(await performer.perform(task({ payload }))).toMatchObject({ kind: 'dead' });
    expect(requests).toEqual([]);
  });
});
