import type { Logger } from 'pino';
import { createSettings } from '../app/change-settings.js';
import { createFilter } from '../app/filter-message.js';
import { createReadThresholdCurve } from '../app/read-threshold-curve.js';
import { createObservedFilter, observeCorrections } from '../app/observe-work.js';
import type { Observer } from '../app/observer.js';
import { createQualityMeter } from '../app/measure-quality.js';
import { createRecordCorrection } from '../app/record-correction.js';
import { createUndoDecision } from '../app/undo-decision.js';
import { API_ACTIONS } from '../channels/api/actions.js';
import { createEventPerformer } from '../channels/api/event-performer.js';
import { createSmsActions } from '../channels/sms/actions.js';
import { targetOf } from '../channels/sms/forwarding/target.js';
import { createSmsChannel, type SmsChannel } from '../channels/sms/sms-channel.js';
import { createTelegramActions } from '../channels/telegram/actions.js';
import { createTelegramChannel, type TelegramChannel } from '../channels/telegram/telegram-channel.js';
import { fingerprint, nearFingerprint } from '../classifier/fingerprint.js';
import { nearText } from '../classifier/near/near-text.js';
import { createModelPlacing } from '../app/place-model.js';
import type { Config } from '../config/config.js';
import { EVENTS, type Events, NO_EVENTS } from '../domain/events.js';
import type { Channel } from '../domain/message.js';
import type { Policy } from '../domain/policy.js';
import type { Performer } from '../domain/task.js';
import { newMessageId } from '../message-id.js';
import type { Foundations } from './foundations.js';
import { clock, sleep } from './time.js';

interface RoomsParts {
  readonly room: (name: string) => Logger;
  /** Called when new tasks stand in the outbox. */
  readonly onTasks: () => void;
  readonly observer?: Observer;
  /** Aborts when calls that still wait for somebody outside have to end. */
  readonly cut?: AbortSignal;
}

/** Everything between the doors and the store. */
export function openRooms(
  config: Config,
  { models, store, keyedHash }: Foundations,
  { room, onTasks, observer, cut }: RoomsParts,
) {
  const defaultPolicy = (channel: Channel): Policy => models.current().defaultPolicy(channel);
  const sms = createSmsActions({
    isForwarded: (conversation) => targetOf(config.sms.forwards, conversation) !== null,
    keyedHash,
  });
  const telegramActions = createTelegramActions({ sanctionDays: config.sanctionDays });
  const parts = {
    store,
    keyedHash,
    clock,
    fingerprint,
    nearFingerprint,
    nearText,
    correctionScope: config.correctionScope,
    defaultPolicy,
    newId: newMessageId,
    currentScorer: () => models.current().scorer,
    shadowModel: () => models.shadow(),
    explain: (text: string) => models.current().scorer.explain(text),
    sanctionDays: config.sanctionDays,
    actions: { telegram: telegramActions, sms, api: API_ACTIONS },
    events: eventsOf(config),
    onTasks,
    sleep,
    random: Math.random,
    ...(observer === undefined ? {} : { observer }),
    ...(cut === undefined ? {} : { cut }),
  };
  const placing = createModelPlacing({
    store,
    clock,
    events: parts.events,
    base: models.base,
    onPlaced: () => void models.refresh().catch(() => undefined),
  });
  const door = { placing, adminChat: config.telegram?.adminChat ?? null };
  const doors = { ...parts, ...workOf(parts, observer), models: door };
  return { doors, telegram: openTelegram(config, doors, room('telegram')) };
}

type Parts = Parameters<typeof createFilter>[0] & Parameters<typeof createRecordCorrection>[0];

/** What the program does, for whoever asks for it. */
function workOf(parts: Parts, observer: Observer | undefined) {
  const { store, defaultPolicy } = parts;
  const record = createRecordCorrection(parts);
  return {
    filter: observer === undefined ? createFilter(parts) : createObservedFilter(parts, observer),
    recordCorrection: observer === undefined ? record : observeCorrections(record, observer),
    undoDecision: createUndoDecision(parts),
    settings: createSettings(store, defaultPolicy),
    quality: createQualityMeter(parts),
    readThresholdCurve: createReadThresholdCurve(parts),
  };
}

/** Null where nobody is told. */
export function openEvents({ events }: Config, cut: AbortSignal): Performer | null {
  return events === null ? null : createEventPerformer({ ...events, fetch: cuttable(fetch, cut), clock });
}

export const eventsOf = ({ events }: Pick<Config, 'events'>): Events =>
  events === null ? NO_EVENTS : EVENTS;

export type Doors = Omit<
  Parameters<typeof createTelegramChannel>[0],
  'token' | 'apiRoot' | 'webhook' | 'logger'
>;

function openTelegram(
  { telegram, publicBaseUrl }: Config,
  doors: Doors,
  logger: Logger,
): TelegramChannel | null {
  if (telegram === null) return null;
  const { botToken, webhookSecret, apiRoot } = telegram;
  const webhook =
    webhookSecret === null || publicBaseUrl === null ? null : { publicBaseUrl, secret: webhookSecret };
  return createTelegramChannel({ ...doors, apiRoot, token: botToken, webhook, logger });
}

export function openSms({ sms, publicBaseUrl }: Config, doors: Doors, logger: Logger): SmsChannel {
  return createSmsChannel({
    ...doors,
    settings: { ...sms, publicBaseUrl },
    fetch: cuttable(fetch, doors.cut),
    logger,
  });
}

/** Whatever time its caller gives it, it ends when it has to. */
export function cuttable(call: typeof fetch, cut: AbortSignal | undefined): typeof fetch {
  if (cut === undefined) return call;
  return async (input, init) => {
    // `AbortSignal.any` would keep a trace of each call for as long as `cut` lives.
    const own = new AbortController();
    const abort = (): void => own.abort();
    const signals = init?.signal == null ? [own.signal] : [own.signal, init.signal];
    cut.addEventListener('abort', abort);
    if (cut.aborted) abort();
    try {
      return await call(input, { ...init, signal: AbortSignal.any(signals) });
    } finally {
      cut.removeEventListener('abort', abort);
    }
  };
}
