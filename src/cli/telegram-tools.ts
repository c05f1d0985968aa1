import type { Command } from 'commander';
import type { TelegramTools } from '../compose.js';
import type { ParkedUpdate } from '../domain/store.js';
import type { Io } from './io.js';

/** Commands that need the settings of the gate, but no gate that runs. */
export function addTelegramTools(program: Command, io: Io): void {
  program
    .command('doctor')
    .description('check settings, model, store, and what the bot may do in each Telegram chat')
    .action(async () => {
      const { doctor } = await import('./doctor.js');
      await doctor(io);
    });
  program
    .command('replay-update')
    .description('handle an update of Telegram again that could not be handled; without an id: list them')
    .argument('[id]', 'the number of the update')
    .action((id: string | undefined) => replayUpdate(id, io));
}

const LISTED = 10;

async function replayUpdate(id: string | undefined, { env, stdout }: Io): Promise<void> {
  const [{ readConfig }, { openTelegramTools }, { pino }] = await Promise.all([
    import('../config/config.js'),
    import('../compose.js'),
    import('pino'),
  ]);
  const tools = await openTelegramTools(readConfig(env), pino({ level: 'silent' }));
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
  { telegram, store }: TelegramTools,
  id: string,
  last: readonly ParkedUpdate[],
): Promise<string> {
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
