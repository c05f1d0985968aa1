import type { Router } from 'express';
import type { Logger } from 'pino';
import type { FilterMessage } from '../../app/filter-message.js';
import { createJoinParts, type JoinParts } from '../../app/join-parts.js';
import type { RecordCorrection } from '../../app/record-correction.js';
import { createReplyToSpam } from '../../app/reply-to-spam.js';
import { runPeriodically } from '../../app/run-periodically.js';
import { createDigestSchedule } from '../../app/schedule-digest.js';
import type { Clock } from '../../domain/clock.js';
import type { KeyedHash } from '../../domain/privacy.js';
import type { Store } from '../../domain/store.js';
import type { Performer } from '../../domain/task.js';
import { createGateway, type GatewayAccount } from './create-gateway.js';
import { createDigestPerformer } from './digest.js';
import { createForwarder } from './forwarding/forwarder.js';
import type { ForwardTarget } from './forwarding/target.js';
import { createOperatorCommand } from './operator-command.js';
import { createReceive, logOutcome } from './receive.js';
import { createSmsRouter, type MountedGateway } from './router.js';

export interface SmsSettings {
  readonly accounts: readonly (GatewayAccount & { readonly account: string })[];
  readonly spamReply: string | null;
  readonly operators: readonly string[];
  readonly forwards: readonly ForwardTarget[];
  readonly digest: { readonly url: string; readonly secret: string; readonly hour: number } | null;
  /** Null where no gateway needs it. */
  readonly publicBaseUrl: string | null;
}

export interface SmsChannelDependencies {
  readonly settings: SmsSettings;
  readonly filter: FilterMessage;
  readonly recordCorrection: RecordCorrection;
  readonly store: Store;
  readonly keyedHash: KeyedHash;
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly fetch: typeof fetch;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
  readonly logger: Logger;
}

/** The text messages' side of the gate. */
export interface SmsChannel {
  /** Null where no gateway has its secret. */
  readonly router: Router | null;
  readonly performers: { readonly forward?: Performer; readonly digest?: Performer };
  /** Begins with what is done from time to time. */
  start(): void;
  /** Resolves when nothing of it is in hand any more. */
  stop(): Promise<void>;
}

/**
 * At most so many requests are worked on at once: even a slow disk answers them in a small part of the two seconds that
 * the most impatient gateway waits.
 */
const MAX_IN_HAND = 100;
const SWEEP_MS = 15_000;
const DIGEST_CHECK_MS = 60_000;

export function createSmsChannel(dependencies: SmsChannelDependencies): SmsChannel {
  const { settings } = dependencies;
  const joinParts = createJoinParts(dependencies);
  const stops: (() => Promise<void>)[] = [];
  return {
    router: settings.accounts.length === 0 ? null : openRouter(dependencies, joinParts),
    performers: performersOf(dependencies),
    start: () => {
      stops.push(...startWork(dependencies, joinParts));
    },
    stop: async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
    },
  };
}

function openRouter(dependencies: SmsChannelDependencies, joinParts: JoinParts): Router {
  const { settings, store, clock } = dependencies;
  const { spamReply: text, operators, forwards } = settings;
  const receive = createReceive({
    ...dependencies,
    joinParts,
    replyToSpam: createReplyToSpam({ store, clock, text }),
    operatorCommand: createOperatorCommand({ ...dependencies, operators }),
    keepsOriginals: forwards.some(({ format }) => format === 'original'),
  });
  return createSmsRouter({
    ...dependencies,
    receive,
    gateways: mountGateways(settings.accounts, dependencies.fetch),
    publicBaseUrl: settings.publicBaseUrl ?? '',
    maxInHand: MAX_IN_HAND,
  });
}

function mountGateways(
  accounts: SmsSettings['accounts'],
  fetch: SmsChannelDependencies['fetch'],
): readonly MountedGateway[] {
  const fetchText = (url: string): Promise<string> => readText(fetch, url);
  return accounts.map((account) => ({
    gateway: createGateway(account, { account: account.account, fetchText }),
    account: account.account,
  }));
}

const FETCH_TIMEOUT_MS = 5_000;

/** The caller has seen to it that the address is one of the gateway's own; a redirect would lead elsewhere. */
async function readText(fetch: SmsChannelDependencies['fetch'], url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`Cannot fetch ${new URL(url).host}: it answered ${response.status}`);
  return response.text();
}

function performersOf(dependencies: SmsChannelDependencies): SmsChannel['performers'] {
  const { settings, logger } = dependencies;
  const { forwards, digest } = settings;
  const onGone = ({ name }: ForwardTarget): void =>
    logger.error({ receiver: name }, 'the receiver is gone (410): paused for an hour, its messages wait');
  return {
    ...(forwards.length === 0
      ? {}
      : { forward: createForwarder({ ...dependencies, targets: forwards, onGone }) }),
    ...(digest === null ? {} : { digest: createDigestPerformer({ ...dependencies, ...digest }) }),
  };
}

function startWork(dependencies: SmsChannelDependencies, joinParts: JoinParts): (() => Promise<void>)[] {
  const { settings, sleep, logger } = dependencies;
  const onFault = (fault: unknown): void => logger.error({ err: fault }, 'periodic work failed');
  const sweep = async (): Promise<void> => {
    for (const outcome of await joinParts.sweep()) logOutcome(dependencies, outcome, null);
  };
  const digest = settings.digest && createDigestSchedule({ ...dependencies, hour: settings.digest.hour });
  return [
    // Whatever is mounted now: parts may be left of a gateway that was.
    runPeriodically({ everyMs: SWEEP_MS, work: sweep, sleep, onFault }),
    ...(digest === null ? [] : [runPeriodically({ everyMs: DIGEST_CHECK_MS, work: digest, sleep, onFault })]),
  ];
}
