import type { Act } from '../domain/audit.js';
import type { Channel } from '../domain/message.js';
import type { ErasedCounts, SenderData, SenderDataStore } from '../domain/privacy.js';

const CHANNELS: readonly Channel[] = ['telegram', 'sms', 'api'];

/** Somebody by the channel's own id; null: whatever channel knows him. */
export interface SenderQuery {
  readonly id: string;
  readonly channel: Channel | null;
}

const channelsOf = ({ channel }: SenderQuery): readonly Channel[] =>
  channel === null ? CHANNELS : [channel];

/** What is kept about a sender, by channel; channels that know nothing of him are left out. */
export async function exportSender(
  store: Pick<SenderDataStore, 'readSenderData'>,
  query: SenderQuery,
): Promise<Readonly<Partial<Record<Channel, SenderData>>>> {
  const data: Partial<Record<Channel, SenderData>> = {};
  for (const channel of channelsOf(query)) {
    const known = await store.readSenderData({ channel, id: query.id });
    if (Object.keys(known).length > 0) data[channel] = known;
  }
  return data;
}

/** Removes it, and says how much; channels that knew nothing of him are left out. */
export async function eraseSender(
  store: Pick<SenderDataStore, 'eraseSender'>,
  query: SenderQuery,
  options: { readonly keepsTexts: boolean; readonly by?: Act },
): Promise<Readonly<Partial<Record<Channel, ErasedCounts>>>> {
  const erased: Partial<Record<Channel, ErasedCounts>> = {};
  for (const channel of channelsOf(query)) {
    const counts = await store.eraseSender({ channel, id: query.id }, options);
    if (Object.values(counts).some((count) => count > 0)) erased[channel] = counts;
  }
  return erased;
}
