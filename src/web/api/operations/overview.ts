import { z } from 'zod';
import type { ChannelState } from '../../../domain/channel-state.js';
import type { Clock } from '../../../domain/clock.js';
import type { Store } from '../../../domain/store.js';
import { TARGETS } from '../../../domain/task.js';
import { summariseTraffic } from '../../../domain/traffic-summary.js';
import { Problem } from '../../problems.js';
import { TimeText } from '../message-filter.js';
import { operation, type Operation } from '../operation.js';
import * as schemas from '../schemas.js';

export interface OverviewDependencies {
  readonly store: Pick<Store, 'readTraffic' | 'measureOutbox' | 'readModelPlaces'>;
  readonly channelStates: readonly ChannelState[];
  readonly currentModel: () => string;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
const USUAL_HOURS = 7 * 24;
const MOST_HOURS = 92 * 24;

const time = (description: string) =>
  TimeText.exactOptional().meta({ anyOf: undefined, type: 'string', description });

const Query = z.strictObject({
  from: time('Hours that begin from then on; not given: seven days before "to"'),
  to: time('Hours that begin before then; not given: now'),
});

const Overview = z
  .object({
    from: schemas.Time,
    to: schemas.Time,
    model: z.object({ current: z.string(), shadow: z.string().nullable() }),
    channels: z
      .array(z.object({ name: z.string(), isOn: z.boolean(), text: z.string() }))
      .meta({ description: 'Ways in and out, and whether they are open' }),
    traffic: z.array(
      z.object({
        hour: schemas.Time.meta({
          description: 'Its beginning; that of the day, where more than a week is asked for',
        }),
        channel: schemas.ChannelName,
        messages: z.int(),
        spam: z.int(),
        unsure: z.int(),
        acted: z.int().meta({ description: 'Not accepted' }),
      }),
    ),
    scores: z
      .array(z.object({ from: z.number(), to: z.number(), messages: z.int() }))
      .meta({ description: 'How many messages had which score' }),
    outbox: z.array(
      z.object({
        target: z.enum(TARGETS),
        pending: z.int(),
        dead: z.int(),
        retried: z.int(),
        oldestPending: schemas.Time.nullable(),
      }),
    ),
  })
  .meta({ id: 'Overview' });

/** `GET /overview`. */
export function overviewOperations({
  store,
  channelStates: channels,
  currentModel,
  clock,
}: OverviewDependencies): readonly Operation[] {
  const readOverview = operation({
    id: 'readOverview',
    method: 'get',
    path: '/overview',
    tag: 'overview',
    role: 'viewer',
    summary: 'How the gate is doing: messages by the hour, their scores, the outbox, the channels',
    query: Query,
    answers: { 200: { description: 'The overview', body: Overview } },
    example: { query: { from: '2026-01-01', to: '2026-01-03' } },
    handle: async ({ query }) => {
      const range = rangeOf(query, clock.now());
      const [rows, outbox, { shadow }] = await Promise.all([
        store.readTraffic({ ...range, by: isLong(range) ? 'day' : 'hour' }),
        store.measureOutbox(),
        store.readModelPlaces(),
      ]);
      const { hours: traffic, scores } = summariseTraffic(rows);
      const model = { current: currentModel(), shadow };
      return { status: 200, body: { ...range, model, channels, traffic, scores, outbox } };
    },
  });
  return [readOverview];
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** Its hours would be some ten thousand rows. */
const isLong = ({ from, to }: Range): boolean => Date.parse(to) - Date.parse(from) > USUAL_HOURS * HOUR_MS;

function rangeOf(query: z.output<typeof Query>, now: Date): Range {
  const to = query.to ?? now.toISOString();
  const from = query.from ?? new Date(Date.parse(to) - USUAL_HOURS * HOUR_MS).toISOString();
  const hours = (Date.parse(to) - Date.parse(from)) / HOUR_MS;
  if (hours < 0 || hours > MOST_HOURS)
    throw new Problem(400, `from: must be before "to", ${MOST_HOURS / 24} days at most`);
  return { from, to };
}
