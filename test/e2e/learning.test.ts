import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AUTH_TOKEN,
  INBOUND,
  PATH,
  PUBLIC_BASE_URL,
  signTwilio,
  toForm,
} from '../channels/sms/signed-twilio.js';
import { campaignText, everydayText } from '../support/campaign.js';
import { askApi, endAllGates, type GateProcess, startCommand, startGate } from '../support/gate-process.js';
import { inTurn } from '../support/store-builders.js';
import { startPostgres } from '../support/postgres.js';

const BASE = 'default@1.0.0';
const NEXT = 'default@1.0.1';
const CORRECTIONS = 80;
const FOLLOWS_MS = 5_000;
const SMS = { SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-learns-'));
});
afterEach(async () => {
  await endAllGates();
  await rm(folder, { recursive: true, force: true });
});

interface StoredItem {
  readonly id: string;
  readonly messageId: string;
  readonly model: string;
  readonly text: string;
}

async function deliver({ url }: GateProcess, fields: Partial<typeof INBOUND>): Promise<number> {
  const form = { ...INBOUND, ...fields };
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': signTwilio(form),
  };
  return (await fetch(url + PATH, { method: 'POST', headers, body: toForm(form) })).status;
}

async function allMessages(gate: GateProcess): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  for (let after = ''; ;) {
    const page = (await askApi(gate, `/v1/messages?limit=200${after}`)) as {
      readonly items: readonly StoredItem[];
      readonly next: string | null;
    };
    items.push(...page.items);
    if (page.next === null) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** Messages of the campaign, which the model lets pass, and everyday ones; then what an administrator says of each. */
async function teach(gate: GateProcess): Promise<void> {
  for (let i = 0; i < CORRECTIONS; i++) {
    const text = i % 2 === 0 ? campaignText(i / 2) : everydayText((i - 1) / 2);
    await deliver(gate, { MessageSid: `T${i}`, To: '+15005550001', Body: text });
  }
  for (const { id, messageId } of await allMessages(gate)) {
    const label = Number(messageId.slice(1)) % 2 === 0 ? 'spam' : 'ham';
    await askApi(gate, '/v1/corrections', { messageId: id, label });
  }
}

type Settings = Readonly<Record<string, string>>;

/** The same from three administrators: none of them alone moves much, or a person would be asked. */
async function importLabels(settings: Settings): Promise<void> {
  const rows = Array.from({ length: CORRECTIONS / 2 }, (_, i) => {
    const author = inTurn(['Ada', 'Bea', 'Cem'], i);
    return `spam\t${campaignText(i)}\t${author}\nham\t${everydayText(i)}\t${author}\n`;
  });
  const file = join(folder, 'labels.tsv');
  await writeFile(file, `label\ttext\tauthor\n${rows.join('')}`);
  const { code, stderr } = await startCommand(folder, settings, ['corrections', 'import', file]).ended;
  if (code !== 0) throw new Error(stderr);
}

/** The campaign as nobody has seen it, and what the gate answers to it. */
async function classify(gate: GateProcess): Promise<unknown> {
  const texts = [campaignText(200), campaignText(301), everydayText(150)];
  const { model, results } = (await askApi(gate, '/v1/classify', { texts })) as {
    readonly model: string;
    readonly results: readonly { readonly label: string }[];
  };
  return [model, ...results.map(({ label }) => label)];
}

const KNOWS_NOTHING = [BASE, 'ham', 'ham', 'ham'];
const HAS_LEARNT = [NEXT, 'spam', 'spam', 'ham'];

/** Milliseconds until the gate answers this; asks again and again. */
async function timeUntil(gate: GateProcess, wanted: unknown, mostMs: number): Promise<number> {
  const startMs = performance.now();
  for (;;) {
    const answer = await classify(gate);
    const ms = performance.now() - startMs;
    if (JSON.stringify(answer) === JSON.stringify(wanted)) return ms;
    if (ms > mostMs) throw new Error(`After ${mostMs} ms still ${JSON.stringify(answer)}`);
  }
}

/** Messages one after the other, every tenth of them twice, until it is stopped; then their ids. */
function startStream(gate: GateProcess) {
  const ids: string[] = [];
  const answers = new Set<number>();
  let isOver = false;
  const send = async (): Promise<void> => {
    while (!isOver) {
      const MessageSid = `S${ids.length}`;
      const Body = `${everydayText(ids.length)} ${ids.length}`;
      ids.push(MessageSid);
      const again = ids.length % 10 === 0 ? [deliver(gate, { MessageSid, Body })] : [];
      for (const status of await Promise.all([deliver(gate, { MessageSid, Body }), ...again]))
        answers.add(status);
    }
  };
  const running = send();
  return async () => {
    isOver = true;
    await running;
    return { ids, answers: [...answers] };
  };
}

test('hamgate retrain beside a running gate: killed, done again, promoted and rolled back, and no message is lost', async () => {
  const gate = await startGate(folder, SMS);
  const hamgate = (...args: string[]) => startCommand(folder, SMS, args);
  await teach(gate);
  expect(await classify(gate)).toEqual(KNOWS_NOTHING);
  const stopStream = startStream(gate);

  expect(await hamgate('retrain').killAt('tested on')).toMatchObject({ code: null });
  const models = (await askApi(gate, '/v1/models')) as { readonly items: readonly unknown[] };
  expect(models.items).toMatchObject([{ id: BASE }]);

  const retrained = await hamgate('retrain').ended;
  expect(retrained).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('It passed the gate') as string,
  });
  expect(await classify(gate)).toEqual(KNOWS_NOTHING);

  expect(await hamgate('models', 'promote', NEXT).ended).toMatchObject({ code: 0 });
  expect(await timeUntil(gate, HAS_LEARNT, FOLLOWS_MS)).toBeLessThan(FOLLOWS_MS);
  expect(await hamgate('models', 'rollback').ended).toMatchObject({ code: 0 });
  expect(await timeUntil(gate, KNOWS_NOTHING, FOLLOWS_MS)).toBeLessThan(FOLLOWS_MS);

  const { ids, answers } = await stopStream();
  expect(answers).toEqual([200]);
  const stored = (await allMessages(gate)).filter(({ messageId }) => messageId.startsWith('S')).reverse();
  expect(stored.map(({ messageId }) => messageId)).toEqual(ids);
  // One model after the other, and each message by one of them.
  const changes = stored.map(({ model }) => model).filter((model, i, all) => model !== all[i - 1]);
  expect(changes).toEqual([BASE, NEXT, BASE]);
}, 300_000);

const BY_ITSELF = { RETRAIN_AFTER: '60', RETRAIN_PROMOTE: 'auto' };

test('RETRAIN_AFTER and RETRAIN_PROMOTE=auto: the gate learns by itself', async () => {
  await importLabels({});
  const gate = await startGate(folder, BY_ITSELF);
  await gate.until('retraining has ended');
  await timeUntil(gate, HAS_LEARNT, FOLLOWS_MS);
  expect(gate.output()).toContain('"trigger":"corrections"');
}, 600_000);

test('two gates on one PostgreSQL: one of them learns, and both follow', async () => {
  const postgres = await startPostgres();
  try {
    const settings = { ...BY_ITSELF, DATABASE_URL: await postgres.createDatabase() };
    await importLabels(settings);
    const gates = await Promise.all([startGate(folder, settings), startGate(folder, settings)]);
    await Promise.race(gates.map((gate) => gate.until('another model is in use')));
    const learns = await Promise.all(gates.map((gate) => timeUntil(gate, HAS_LEARNT, FOLLOWS_MS)));
    expect(Math.max(...learns)).toBeLessThan(FOLLOWS_MS);
    const [one, other] = gates;
    expect(await askApi(one, '/v1/models')).toMatchObject({ items: [{ id: NEXT }, { id: BASE }] });
    expect(await askApi(other, '/v1/models/rollback', {})).toEqual({ model: BASE, before: NEXT });
    const waits = await Promise.all(gates.map((gate) => timeUntil(gate, KNOWS_NOTHING, FOLLOWS_MS)));
    expect(Math.max(...waits)).toBeLessThan(FOLLOWS_MS);
  } finally {
    await endAllGates();
    await postgres.stop();
  }
}, 600_000);
