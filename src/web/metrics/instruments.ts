import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { CORRECTION_ROLES, CORRECTION_SOURCES, LABELS } from '../../domain/correction.js';
import { CHANNELS } from '../../domain/message.js';
import { TARGETS, type TaskOutcome } from '../../domain/task.js';
import type { Action } from '../../domain/verdict.js';

const ACTIONS = ['accept', 'observe', 'reply', 'quarantine', 'restrict', 'ban'] as const satisfies Action[];
const OUTCOMES = ['done', 'retry', 'dead'] as const satisfies TaskOutcome['kind'][];

const SCORES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];
const SCORING_SECONDS = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25];
const COMMITTING_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
/** The most impatient gateway waits two seconds. */
const ANSWERING_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

export type Instruments = ReturnType<typeof createInstruments>;

/**
 * Every label has a handful of values that are known beforehand, but for the one model in use: a label that a stranger
 * can fill would let him fill the memory, here and where the numbers are kept.
 */
export function createInstruments(registry: Registry) {
  const instruments = {
    ...createMessageInstruments(registry),
    ...createWorkInstruments(registry),
    ...createStateInstruments(registry),
  };
  beginAtZero(instruments);
  return instruments;
}

function createMessageInstruments(registry: Registry) {
  const registers = [registry];
  return {
    messages: new Counter({
      name: 'hamgate_messages_total',
      help: 'Messages that were judged and kept',
      labelNames: ['channel', 'action'],
      registers,
    }),
    repeats: new Counter({
      name: 'hamgate_repeats_total',
      help: 'Messages that were delivered again, and answered as before',
      labelNames: ['channel'],
      registers,
    }),
    faults: new Counter({
      name: 'hamgate_scoring_faults_total',
      help: 'Messages that the model gave no score for',
      labelNames: ['channel'],
      registers,
    }),
    scores: new Histogram({
      name: 'hamgate_score',
      help: 'Scores of messages, 0 to 1',
      labelNames: ['channel'],
      buckets: SCORES,
      registers,
    }),
    scoring: new Histogram({
      name: 'hamgate_scoring_seconds',
      help: 'Scoring one message',
      buckets: SCORING_SECONDS,
      registers,
    }),
    committing: new Histogram({
      name: 'hamgate_committing_seconds',
      help: 'Keeping one message with its verdict and tasks',
      buckets: COMMITTING_SECONDS,
      registers,
    }),
    answering: new Histogram({
      name: 'hamgate_answering_seconds',
      help: 'From the arrival of a request or an update until its answer may go out',
      labelNames: ['channel'],
      buckets: ANSWERING_SECONDS,
      registers,
    }),
  };
}

function createWorkInstruments(registry: Registry) {
  const registers = [registry];
  return {
    corrections: new Counter({
      name: 'hamgate_corrections_total',
      help: 'What people said of messages, and the gate kept',
      labelNames: ['label', 'source', 'role'],
      registers,
    }),
    tasks: new Counter({
      name: 'hamgate_tasks_total',
      help: 'Tasks of the outbox that were tried, by what came of it',
      labelNames: ['target', 'outcome'],
      registers,
    }),
  };
}

function createStateInstruments(registry: Registry) {
  const gauge = <Name extends string>(name: string, help: string, labelNames: Name[]): Gauge<Name> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    pending: gauge('hamgate_outbox_pending', 'Tasks that wait', ['target']),
    oldest: gauge('hamgate_outbox_oldest_seconds', 'Age of the oldest task that waits', ['target']),
    retried: gauge('hamgate_outbox_retried', 'Tasks that wait and have failed before', ['target']),
    dead: gauge('hamgate_outbox_dead', 'Tasks that were given up', ['target']),
    store: gauge('hamgate_store_up', 'Whether the store answers', []),
    model: gauge('hamgate_model_info', 'The model in use', ['model']),
  };
}

/** So that the first message of a kind is a rise from zero, and not a line that begins at one. */
function beginAtZero({
  messages,
  repeats,
  faults,
  corrections,
  tasks,
}: ReturnType<typeof createMessageInstruments> & ReturnType<typeof createWorkInstruments>): void {
  for (const channel of CHANNELS) {
    repeats.inc({ channel }, 0);
    faults.inc({ channel }, 0);
    for (const action of ACTIONS) messages.inc({ channel, action }, 0);
  }
  for (const label of LABELS)
    for (const source of CORRECTION_SOURCES)
      for (const role of CORRECTION_ROLES) corrections.inc({ label, source, role }, 0);
  for (const target of TARGETS) for (const outcome of OUTCOMES) tasks.inc({ target, outcome }, 0);
}
