import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { createImportCorrections, type ImportCorrections } from '../app/import-corrections.js';
import { type QualityMeter } from '../app/measure-quality.js';
import { askAboutModel } from '../channels/telegram/model-card.js';
import { type TelegramChannel } from '../channels/telegram/telegram-channel.js';
import { type ModelPlacing } from '../app/place-model.js';
import type { Config } from '../config/config.js';
import { type OpenedModel, openModel } from './models.js';
import type { Events } from '../domain/events.js';
import type { ModelDecision } from '../domain/model.js';
import type { Store } from '../domain/store.js';
import type { NewTask } from '../domain/task.js';
import { letGo, openFoundations } from './foundations.js';
import { openRooms } from './rooms.js';

/** The same text, the same id, on every machine: what is imported twice is known again. */
const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);

/** What single pieces of work need, without a gate around it. */
export interface Tools {
  /** Null where it is switched off. */
  readonly telegram: TelegramChannel | null;
  readonly store: Store;
  readonly quality: QualityMeter;
  readonly importCorrections: ImportCorrections;
  /** The id of the model of the settings. */
  readonly base: string;
  readonly placing: ModelPlacing;
  readonly events: Events;
  /** A model of the store, to be closed by the caller. Rejects when it cannot be loaded. */
  readonly openModel: (id: string) => Promise<OpenedModel>;
  /** Who hears of a candidate that passed the gate. */
  readonly tasksForCandidate: (id: string, decision: ModelDecision) => readonly NewTask[];
  close(): Promise<void>;
}

/** Rejects with a StartUpError. Nothing is fetched, and no task carried out. */
export async function openTools(config: Config, logger: Logger): Promise<Tools> {
  // A model that cannot be loaded must not keep anybody from going back to another one.
  const foundations = await openFoundations(config, { logger, isStrict: false });
  const { store, models } = foundations;
  const { doors, telegram } = openRooms(config, foundations, {
    room: () => logger,
    onTasks: () => undefined,
  });
  return {
    telegram,
    store,
    quality: doors.quality,
    importCorrections: createImportCorrections({ ...doors, digest }),
    base: models.base,
    placing: doors.models.placing,
    events: doors.events,
    openModel: (id) => openModel(config, store, id),
    tasksForCandidate: (id, decision) => askAdministrators(config, { id, decision }),
    close: () => letGo(foundations),
  };
}

function askAdministrators(
  { telegram }: Config,
  candidate: { readonly id: string; readonly decision: ModelDecision },
): readonly NewTask[] {
  const chat = telegram?.adminChat ?? null;
  return chat === null ? [] : [askAboutModel(candidate, { chat, language: 'en' })];
}
