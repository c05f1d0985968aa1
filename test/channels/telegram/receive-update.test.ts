import { pino } from 'pino';
import { createReceiveUpdate } from '../../../src/channels/telegram/receive-update.js';
import type { ParkedUpdate, ParkedUpdates } from '../../../src/domain/store.js';
import { NOW } from '../../support/gate.js';

const update = { update_id: 5, message: { text: 'lone \ud800' } };

function setUp(handleUpdate: (raw: unknown) => Promise<void>) {
  const parked: ParkedUpdate[] = [];
  let isUp = true;
  const whenUp = async <T>(value: () => T): Promise<T> => {
    if (!isUp) throw new Error('the store is down');
    return value();
  };
  const store: Pick<ParkedUpdates, 'parkUpdate' | 'countParkedUpdates'> = {
    parkUpdate: async (parking) => whenUp(() => void parked.push(parking)),
    countParkedUpdates: () => whenUp(() => parked.length),
  };
  const logger = pino({ level: 'silent' });
  const receive = createReceiveUpdate({ handleUpdate, store, clock: { now: () => NOW }, logger });
  const failures = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await expect(receive(update)).rejects.toThrow('broken');
  };
  return { receive, parked, failures, setStore: (up: boolean) => (isUp = up) };
}

const fail = () => Promise.reject(new Error('broken'));

describe('createReceiveUpdate()', () => {
  test('parks what failed five times, as it came', async () => {
    const { receive, parked, failures } = setUp(fail);
    await failures(4);
    expect(parked).toEqual([]);
    await receive(update);
    expect(parked).toEqual([
      {
        channel: 'telegram',
        updateId: '5',
        body: '{"update_id":5,"message":{"text":"lone \\ud800"}}',
        reason: 'broken',
        at: NOW.toISOString(),
      },
    ]);
  });

  test('begins to count anew after a success', async () => {
    let isBroken = true;
    const { receive, parked, failures } = setUp(() => (isBroken ? fail() : Promise.resolve()));
    await failures(4);
    isBroken = false;
    await receive(update);
    isBroken = true;
    await failures(4);
    expect(parked).toEqual([]);
  });

  test('counts each update for itself', async () => {
    const { receive, parked, failures } = setUp(fail);
    await failures(4);
    await expect(receive({ update_id: 6 })).rejects.toThrow('broken');
    expect(parked).toEqual([]);
  });

  test('blames no update while the store is down', async () => {
    const { receive, parked, failures, setStore } = setUp(fail);
    setStore(false);
    await failures(20);
    setStore(true);
    await failures(4);
    await receive(update);
    expect(parked).toHaveLength(1);
  });

  test('rejects when the parking fails', async () => {
    let counted = 0;
    const store: Pick<ParkedUpdates, 'parkUpdate' | 'countParkedUpdates'> = {
      parkUpdate: () => Promise.reject(new Error('disk full')),
      countParkedUpdates: async () => (counted += 1),
    };
    const logger = pino({ level: 'silent' });
    const receive = createReceiveUpdate({ handleUpdate: fail, store, clock: { now: () => NOW }, logger });
    for (let time = 0; time < 4; time += 1) await expect(receive(update)).rejects.toThrow('broken');
    await expect(receive(update)).rejects.toThrow('disk full');
    await expect(receive(update)).rejects.toThrow('disk full');
    expect(counted).toBe(6);
  });
});
