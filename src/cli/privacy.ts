import { eraseSender, exportSender, type SenderQuery } from '../app/sender-data.js';
import type { Channel } from '../domain/message.js';
import { dataDir } from '../config/kept-secret.js';
import { removePages, reportsDir } from '../report-pages.js';
import type { Io } from './io.js';
import { withTools } from './with-tools.js';

export interface PrivacyOptions {
  /** Not given: all of them. */
  readonly channel?: Channel;
}

export interface EraseOptions extends PrivacyOptions {
  readonly keepCorrections?: boolean;
}

type CliIo = Pick<Io, 'env' | 'stdout'>;

/** `hamgate privacy export`: one JSON object, rows by channel and table. */
export async function exportData(id: string, options: PrivacyOptions, io: CliIo): Promise<void> {
  const query = { id, channel: options.channel ?? null };
  const data = await withTools(io.env, ({ store }) => exportSender(store, query));
  refuseNothing(query, data);
  io.stdout.write(`${JSON.stringify({ sender: id, ...data }, null, 2)}\n`);
}

/** `hamgate privacy erase`: what was removed, one line for each channel. */
export async function eraseData(id: string, options: EraseOptions, io: CliIo): Promise<void> {
  const query = { id, channel: options.channel ?? null };
  const keepsTexts = options.keepCorrections ?? false;
  const erased = await withTools(io.env, async ({ store }, { databaseUrl }) => {
    const counts = await eraseSender(store, query, {
      keepsTexts,
      by: { author: 'cli', at: new Date().toISOString() },
    });
    // They may quote him; hamgate models show writes them anew.
    await removePages(reportsDir(dataDir(databaseUrl)), null);
    return counts;
  });
  refuseNothing(query, erased);
  for (const [name, counts] of Object.entries(erased)) {
    const parts = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${inWords(kind)} ${count}`);
    io.stdout.write(`erased from ${name}: ${parts.join(', ')}\n`);
  }
}

/** `parkedUpdates` is `parked updates`. */
const inWords = (kind: string): string => kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function refuseNothing({ id, channel }: SenderQuery, found: object): void {
  if (Object.keys(found).length > 0) return;
  const where = channel === null ? '' : ` in the channel ${channel}`;
  throw new Error(
    `Nothing is known of "${id}"${where}: give the id as the channel knows it, 123456789 or +14155550123`,
  );
}
