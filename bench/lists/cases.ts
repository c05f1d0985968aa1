import type { QualityMeter } from '../../src/app/measure-quality.js';
import type { MessageFilter, Store } from '../../src/domain/store.js';
import { COMMON_WORD, RARE_WORD } from '../fill/made-up-text.js';

/** One list as a page of the console asks for it. */
export interface ListCase {
  readonly name: string;
  readonly read: (
    after?: string,
  ) => Promise<{ readonly items: readonly unknown[]; readonly next: string | null }>;
}

const LIMIT = 50;
const BUSY = { channel: 'telegram', conversation: '-1002000' } as const;
const QUIET = { channel: 'sms', conversation: '+14155551196' } as const;
const HOUR_MS = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

const FILTERS: Readonly<Record<string, MessageFilter>> = {
  all: {},
  'channel api': { channel: 'api' },
  'busy conversation': BUSY,
  'quiet conversation': QUIET,
  'conversation without its channel': { conversation: BUSY.conversation },
  'no such conversation': { conversation: 'nowhere' },
  quarantined: { status: 'quarantined' },
  'released, channel api': { channel: 'api', status: 'released' },
  'confirmed, busy conversation': { ...BUSY, status: 'confirmed' },
  'band unsure': { band: 'unsure' },
  'spam that was accepted': { band: 'spam', status: 'accepted' },
  'ham that was confirmed': { band: 'ham', status: 'confirmed' },
  'scores from 0.999': { fromScore: 0.999 },
  'ham from 0.499': { band: 'ham', fromScore: 0.499 },
  'ham from 0.9: none': { band: 'ham', fromScore: 0.9 },
  'quarantined from 0.9999': { status: 'quarantined', fromScore: 0.9999 },
  'frequent sender': { sender: '10000000' },
  'rare sender': { sender: '+4910029990' },
  'no such sender': { sender: 'nobody' },
  'sender in busy conversation': { ...BUSY, sender: '10000000' },
  'one letter': { search: 'b' },
  'common word': { search: COMMON_WORD },
  'rare word': { search: RARE_WORD },
  'no such word': { search: 'qxqxqxq' },
  'two letters': { search: 'b t' },
  'common and rare word': { search: `${COMMON_WORD} ${RARE_WORD}` },
  "channel's id": { search: '4711' },
  "gate's id": { search: 'B0000000zz' },
  'common word, busy conversation': { ...BUSY, search: COMMON_WORD },
  'common word, quiet conversation': { ...QUIET, search: COMMON_WORD },
  'common word, released': { search: COMMON_WORD, status: 'released' },
  'one letter, score none has': { search: 'b', band: 'ham', fromScore: 0.9 },
  'an hour of 20 days ago': { from: ago(481), to: ago(480) },
  'that hour, quiet conversation': { ...QUIET, from: ago(481), to: ago(480) },
  'that hour, common word': { search: COMMON_WORD, from: ago(481), to: ago(480) },
  'before all': { to: ago(24 * 60) },
};

const WAITING: Readonly<Record<string, MessageFilter>> = {
  all: {},
  'busy conversation': BUSY,
  'channel sms': { channel: 'sms' },
  'scores from 0.9999': { fromScore: 0.9999 },
  'common word': { search: COMMON_WORD },
  'rare word': { search: RARE_WORD },
};

const listed = <Item>(items: readonly Item[]) => ({ items, next: null });

export function casesOf(store: Store, quality: QualityMeter): readonly ListCase[] {
  const messages = Object.entries(FILTERS).map(([name, filter]) => ({
    name: `messages, ${name}`,
    read: (after?: string) => store.listMessages({ ...filter, ...page(after) }),
  }));
  const waiting = (['quarantined', 'unsure'] as const).flatMap((kind) =>
    Object.entries(WAITING).map(([name, filter]) => ({
      name: `waiting, ${kind}, ${name}`,
      read: (after?: string) => store.listWaiting({ kind, ...filter, ...page(after) }),
    })),
  );
  return [
    ...messages,
    ...waiting,
    ...corrections(store),
    ...audit(store),
    ...tasks(store),
    ...others(store, quality),
  ];
}

const page = (after?: string) => ({ limit: LIMIT, ...(after === undefined ? {} : { after }) });

function corrections(store: Store): readonly ListCase[] {
  const filters = {
    all: {},
    'of one author': { author: 'telegram:7' },
    'of nobody': { author: 'nobody' },
    'label ham': { label: 'ham' },
    withdrawn: { state: 'withdrawn' },
    'source import: none': { source: 'import' },
    'of one message': { messageId: 'B0000000zz' },
    'oldest first': { oldestFirst: true, isLabel: true },
  } as const;
  const lists = Object.entries(filters).map(([name, filter]) => ({
    name: `corrections, ${name}`,
    read: (after?: string) => store.listCorrections({ ...filter, ...page(after) }),
  }));
  const contradictions = (after?: string) => store.listContradictions(page(after));
  return [...lists, { name: 'contradictions', read: contradictions }];
}

function audit(store: Store): readonly ListCase[] {
  const filters = {
    all: {},
    'of one author': { author: 'telegram:7' },
    'of nobody': { author: 'nobody' },
    'one kind': { action: 'message.released' },
    'of one message': { subject: 'B0000000zz' },
  } as const;
  return Object.entries(filters).map(([name, filter]) => ({
    name: `audit log, ${name}`,
    read: (after?: string) => store.listAudit({ ...filter, ...page(after) }),
  }));
}

function tasks(store: Store): readonly ListCase[] {
  const lists = (['pending', 'dead', 'done'] as const).flatMap((status) =>
    ([undefined, 'forward', 'digest'] as const).map((target) => ({
      name: `tasks, ${status}${target === undefined ? '' : `, ${target}`}`,
      read: (after?: string) =>
        store.listTasks({ status, ...(target === undefined ? {} : { target }), ...page(after) }),
    })),
  );
  return [...lists, { name: 'outbox, measured', read: async () => listed(await store.measureOutbox()) }];
}

function others(store: Store, quality: QualityMeter): readonly ListCase[] {
  const traffic = (hours: number, by: 'hour' | 'day') => async () =>
    listed(await store.readTraffic({ from: ago(hours), to: ago(-1), by }));
  return [
    { name: 'conversations', read: (after) => quality.list(page(after)) },
    {
      name: 'one busy conversation',
      read: async () => listed([await quality.read({ ...BUSY, id: BUSY.conversation })]),
    },
    { name: 'all groups', read: async () => listed(await store.listConversations('telegram', 1_000)) },
    { name: 'the newest that waits', read: async () => listed([await store.newestWaiting()]) },
    { name: 'traffic of a day', read: traffic(24, 'hour') },
    { name: 'traffic of a week', read: traffic(24 * 7, 'hour') },
    { name: 'traffic of a month, by the day', read: traffic(24 * 30, 'day') },
  ];
}
