import { pino } from 'pino';
import { openTools, type Tools } from '../compose/tools.js';
import { readConfig } from '../config/config.js';
import type { ParkedUpdate } from '../domain/store.js';
import type { Io } from './io.js';

const LISTED = 10;

/** `hamgate replay-update`: handles what was parked, or lists it. */
export async function replayUpdate(
  id: string | undefined,
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  const tools = await openTools(readConfig(env), pino({ level: 'silent' }));
  try {
    const last = await tools.store.listParkedUpdates('telegram', LISTED);
    if (id === undefined) stdout.write(describe(last));
    else stdout.write(await replay(tools, id, last));
  } finally {
    await tools.close();
  }
}

function describe(parked: readonly ParkedUpdate[]): string {
  if (parked.length === 0) return 'No update waits to be handled again.\n';
  return parked.map(({ updateId, at, reason }) => `${updateId}  ${at}  ${oneLine(reason)}\n`).join('');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function replay(
  { telegram, store }: Tools,
  id: string,
  last: readonly ParkedUpdate[],
): Promise<string> {
  if (telegram === null) throw new Error('Telegram is off: TELEGRAM_BOT_TOKEN is not set');
  const update = await store.findParkedUpdate('telegram', id);
  if (update === null) {
    const known = last.map(({ updateId }) => updateId).join(', ') || 'none';
    throw new Error(`Cannot find update "${id}" among those that could not be handled: ${known}`);
  }
  try {
    await telegram.handleOnce(JSON.parse(update.body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot handle update ${id} yet, it is kept: ${reason}`, { cause: error });
  }
  await store.removeParkedUpdate('telegram', id);
  return `Update ${id} is handled. What follows from it is done by the gate that runs, or by the next start.\n`;
}
