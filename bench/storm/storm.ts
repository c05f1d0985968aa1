import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store, StoredMessage } from '../../src/domain/store.js';
import { createRandom, type Random } from '../../src/training/random.js';
import {
  type Call,
  type FakeTelegram,
  type Fault,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../test/support/fake-telegram.js';
import { endAllGates, type GateProcess, startGate } from '../../test/support/gate-process.js';

export interface StormSize {
  readonly updates: number;
  readonly chats: number;
  /** 0 to 1. */
  readonly spamShare: number;
  /** Of all messages, 0 to 1: in one chat, whose notices are then too many for a minute. */
  readonly busyShare: number;
  /** How often the gate is ended with SIGKILL and started again. */
  readonly kills: number;
  /** Of each call of the Bot API, 0 to 1: that it is refused, fails, or is cut off. */
  readonly faultShare: number;
  readonly seed: number;
}

/** Whatever is not said to be something else is a number that should be 0. */
export interface StormResult {
  readonly updates: number;
  readonly spam: number;
  readonly kills: number;
  readonly faults: number;
  readonly seconds: number;
  readonly lost: number;
  readonly storedTwice: number;
  /** Spam that can still be seen, and harmless messages that cannot. */
  readonly spamLeft: number;
  readonly hamGone: number;
  /** Messages that were stored, or deleted, before an older one of their chat. */
  readonly outOfOrder: number;
  readonly overGroupLimit: number;
  readonly overOverallLimit: number;
  /** Posts to a chat that Telegram had said to wait for. */
  readonly disobeyed: number;
  /** Tasks that are still to be done, or were given up. */
  readonly tasksLeft: number;
  /** Notices that were posted again because the answer to the first was lost; not 0, and known. */
  readonly noticesTwice: number;
}

const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash, code';
const HAM = 'Has anybody watered the tomatoes in bed number';
const ADA = { id: 1, first_name: 'Ada' };
const FIRST_CHAT = -1_000_000_000_001;
const OVER_MS = 600_000;

/** Runs the built gate against the fake Bot API while everything goes wrong, and counts what came of it. */
export async function runStorm(size: StormSize): Promise<StormResult> {
  const folder = await mkdtemp(join(tmpdir(), 'hamgate-storm-'));
  const telegram = await startFakeTelegram();
  try {
    return await storm(size, { folder, telegram });
  } finally {
    await endAllGates();
    await telegram.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly telegram: FakeTelegram;
}

async function storm(size: StormSize, { folder, telegram }: Place): Promise<StormResult> {
  const random = createRandom(size.seed, 'shuffle');
  const violations = telegram.enforceLimits();
  const written = writeMessages(telegram, size, random);
  const faults = { count: 0 };
  telegram.misbehave((call) => {
    const fault = random.next() < size.faultShare ? faultOf(call, random) : undefined;
    if (fault !== undefined) faults.count += 1;
    return fault;
  });
  const startMs = performance.now();
  const gate = await surviveKills({ folder, telegram, size, random });
  await telegram.until(() => telegram.pending().length === 0, OVER_MS);
  const open = () => written.some(({ isSpam, ...key }) => isSpam && isVisible(telegram, key));
  await until(() => !open());
  const store = await openStore(`file:${folder}/data/hamgate.db`, await readKeyedHash(folder));
  try {
    await until(async () => (await store.countTasks()).pending === 0);
    await gate.end('SIGTERM');
    const seconds = (performance.now() - startMs) / 1000;
    const tasks = await store.countTasks();
    const stored = await readAll(store);
    return {
      updates: written.length,
      spam: written.filter(({ isSpam }) => isSpam).length,
      kills: size.kills,
      faults: faults.count,
      seconds,
      lost: written.filter(({ chat, id }) => !stored.has(`${chat}/${id}`)).length,
      storedTwice: [...stored.values()].filter((copies) => copies.length > 1).length,
      spamLeft: written.filter(({ isSpam, ...key }) => isSpam && isVisible(telegram, key)).length,
      hamGone: written.filter(({ isSpam, ...key }) => !isSpam && !isVisible(telegram, key)).length,
      outOfOrder:
        countDisorder([...stored.values()].map(([first]) => first)) + countDisorder(deletions(telegram)),
      overGroupLimit: violations.groupPerMinute,
      overOverallLimit: violations.perSecond,
      disobeyed: violations.disobeyed,
      tasksLeft: tasks.pending + tasks.dead,
      noticesTwice: countRepeats(telegram, size.chats),
    };
  } finally {
    await store.close();
  }
}

interface Written {
  readonly chat: number;
  readonly id: number;
  readonly isSpam: boolean;
}

const lettersOf = (n: number): string =>
  n.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 26)));

const pick = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[Math.floor(random.next() * items.length)];

/** All of it waits at Telegram when the gate starts, as after a night without it. */
function writeMessages(telegram: FakeTelegram, size: StormSize, random: Random): Written[] {
  const chats = Array.from({ length: size.chats }, (_, i) => FIRST_CHAT - i);
  for (const id of chats) telegram.addGroup({ id, members: [[ADA, 'creator']] });
  return Array.from({ length: size.updates }, (_, i) => {
    const chat = (random.next() < size.busyShare ? chats[0] : pick(chats, random)) ?? FIRST_CHAT;
    const isSpam = random.next() < size.spamShare;
    // Nobody writes often enough to be trusted.
    const from = { id: 1000 + i, first_name: 'Somebody' };
    // Letters: texts that differ in numbers only would be one campaign, with one card.
    const text = isSpam ? `${SPAM} ${lettersOf(i)}` : `${HAM} ${i}`;
    return { chat, id: telegram.say({ chat, from, text }).message_id, isSpam };
  });
}

const CUTS: readonly Fault[] = [{ kind: 'cut' }, serverError];

function faultOf({ method }: Call, random: Random): Fault | undefined {
  const faults: readonly Fault[] =
    method === 'getUpdates'
      ? [...CUTS, { kind: 'cut-after' }, { kind: 'duplicate' }]
      : method === 'deleteMessage'
        ? [...CUTS, { kind: 'cut-after' }, tooManyRequests(1)]
        : [...CUTS, tooManyRequests(1)];
  return pick(faults, random);
}

interface Siege extends Place {
  readonly size: StormSize;
  readonly random: Random;
}

/** Kills the gate at random moments, spread over the work, and leaves the last one running. */
async function surviveKills({ folder, telegram, size, random }: Siege): Promise<GateProcess> {
  const start = () =>
    startGate(folder, {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DEFAULT_MODE_TELEGRAM: 'quarantine',
    });
  let gate = await start();
  for (let kill = 1; kill <= size.kills; kill++) {
    const left = size.updates * (1 - (kill - random.next()) / (size.kills + 1));
    await telegram.until(() => telegram.pending().length <= left, OVER_MS);
    await wait(random.next() * 50);
    await gate.end('SIGKILL');
    gate = await start();
  }
  return gate;
}

function isVisible(telegram: FakeTelegram, { chat, id }: Pick<Written, 'chat' | 'id'>): boolean {
  return telegram.chat(chat).messages.has(id);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + OVER_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) return;
    await wait(200);
  }
}

/** By chat and message id, in the order in which they were stored. */
async function readAll(store: Store): Promise<Map<string, StoredMessage[]>> {
  const all: StoredMessage[] = [];
  let after: string | null = null;
  do {
    const page = await store.listMessages({ limit: 500, ...(after !== null && { after }) });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  const stored = new Map<string, StoredMessage[]>();
  for (const message of all.reverse()) {
    const key = `${message.conversation}/${message.messageId}`;
    stored.set(key, [...(stored.get(key) ?? []), message]);
  }
  return stored;
}

interface InChat {
  readonly conversation: string;
  readonly messageId: string;
}

function deletions(telegram: FakeTelegram): InChat[] {
  const seen = new Set<string>();
  return telegram.callsOf('deleteMessage').flatMap((payload) => {
    const deletion = {
      conversation: String(payload['chat_id']),
      messageId: String(payload['message_id']),
    };
    const key = `${deletion.conversation}/${deletion.messageId}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [deletion];
  });
}

function countDisorder(messages: readonly (InChat | undefined)[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const message of messages) {
    if (message === undefined) continue;
    const id = Number(message.messageId);
    if (id < (last.get(message.conversation) ?? 0)) count += 1;
    last.set(message.conversation, id);
  }
  return count;
}

function countRepeats(telegram: FakeTelegram, chats: number): number {
  const texts = Array.from({ length: chats }, (_, i) => telegram.botTexts(FIRST_CHAT - i)).flat();
  return texts.length - new Set(texts).size;
}

/** The gate has made the key. */
const readKeyedHash = async (folder: string) =>
  createKeyedHash((await readFile(`${folder}/data/privacy-key`, 'utf8')).trim());
