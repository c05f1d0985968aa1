import { keyedHash } from '../../support/privacy.js';
import { aPolicy } from '../../support/builders.js';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { createQualityMeter } from '../../../src/app/measure-quality.js';
import { createSettings } from '../../../src/app/change-settings.js';
import { createDispatcher } from '../../../src/app/dispatch-outbox.js';
import { createTelegramActions } from '../../../src/channels/telegram/actions.js';
import {
  createTelegramChannel,
  type TelegramChannel,
} from '../../../src/channels/telegram/telegram-channel.js';
import type { Mode } from '../../../src/domain/policy.js';
import type { Store } from '../../../src/domain/store.js';
import type { FakeTelegram } from '../../support/fake-telegram.js';
import { createTestGate, createTestPlacing, sayingActions } from '../../support/gate.js';

export interface Surroundings {
  readonly telegram: FakeTelegram;
  readonly store: Store;
}

export interface GateOptions {
  readonly mode?: Mode;
  readonly adminChat?: string;
  readonly webhook?: { readonly publicBaseUrl: string; readonly secret: string };
  readonly isDispatching?: boolean;
  readonly token?: string;
  /** Before a message is filtered. */
  readonly before?: () => Promise<void>;
}

/** The gate's time runs twenty times as fast as ours, so that its pauses are short. */
const SPEED = 20;
const began = Date.now();
const fastClock = { now: () => new Date(began + (Date.now() - began) * SPEED) };
const fastSleep = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms / SPEED, undefined, { signal }).catch(() => undefined);

/** A logger, its lines, and a promise of a line. */
function aLog() {
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const write = (line: string): void => {
    lines.push(line);
    watchers.forEach((watch) => watch());
  };
  const logged = (part: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines.some((line) => line.includes(part))) resolve();
      };
      watchers.add(look);
      look();
    });
  return { lines, logged, logger: pino({ level: 'info' }, { write }) };
}

let gates = 0;

/** The channel as the gate composes it: real client, real app, real store, real dispatcher. */
export async function startGate({ telegram, store }: Surroundings, options: GateOptions = {}) {
  const { mode = 'reply', adminChat = null, webhook = null, isDispatching = true } = options;
  const defaultPolicy = () => aPolicy({ mode, adminChat });
  const { lines, logger, logged } = aLog();
  const actions = {
    telegram: createTelegramActions({ sanctionDays: 30 }),
    sms: sayingActions,
    api: sayingActions,
  };
  const common = { clock: fastClock, sleep: fastSleep, random: () => 0 };
  gates += 1;
  let ids = gates * 1000;
  const onTasks = (): void => dispatcher.notify();
  const gate = createTestGate(store, mode, {
    actions,
    defaultPolicy,
    onTasks,
    newId: () => `G${(ids += 1)}`,
  });
  const channel: TelegramChannel = createTelegramChannel({
    ...common,
    recordCorrection: gate.recordCorrection,
    filter: async (message) => {
      await options.before?.();
      return gate.filter(message);
    },
    token: options.token ?? telegram.token,
    apiRoot: telegram.apiRoot,
    sanctionDays: 30,
    webhook,
    settings: createSettings(store, defaultPolicy),
    quality: createQualityMeter({ store, defaultPolicy }),
    explain: (text) => ({ parts: [{ text, logOdds: 1 }], normalised: null }),
    models: { placing: createTestPlacing(store), adminChat },
    store,
    keyedHash,
    logger,
    onTasks,
  });
  const dispatcher = createDispatcher({
    ...common,
    outbox: store,
    performers: { telegram: channel.performer },
    onOutcome: () => {},
    onFault: () => {},
  });
  await channel.start();
  const dispatching = isDispatching ? dispatcher.run() : Promise.resolve();
  const stop = async (): Promise<void> => {
    await channel.stop();
    dispatcher.stop();
    await dispatching;
  };
  return { channel, lines, logged, stop };
}
