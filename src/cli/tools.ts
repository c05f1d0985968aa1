import { type Command, Option } from 'commander';
import { addConversations } from './add-conversations.js';
import { addTokens } from './add-tokens.js';
import { addCorrections } from './corrections/add-corrections.js';
import type { BackupOptions } from './backup.js';
import type { Io } from './io.js';
import type { EraseOptions, PrivacyOptions } from './privacy.js';
import type { RestoreOptions } from './restore.js';

/** Commands that need the settings of the gate, but no gate that runs. */
export function addTools(program: Command, io: Io): void {
  program
    .command('doctor')
    .description(
      'check settings, model, store, each SMS gateway, and what the bot may do in each Telegram chat',
    )
    .action(async () => {
      const { doctor } = await import('./doctor.js');
      await doctor(io);
    });
  program
    .command('replay-update')
    .description('handle an update of Telegram again that could not be handled; without an id: list them')
    .argument('[id]', 'the number of the update')
    .action(async (id: string | undefined) => {
      const { replayUpdate } = await import('./replay-update.js');
      await replayUpdate(id, io);
    });
  const outbox = program
    .command('outbox')
    .description('what the gate could not do outside: forwards, Telegram calls, digests that were given up');
  outbox
    .command('list', { isDefault: true })
    .description('the last fifty that were given up, and why')
    .action(async () => {
      const { listDead } = await import('./outbox.js');
      await listDead(io);
    });
  outbox
    .command('retry')
    .description('have the gate do them again; the gate may be running')
    .argument('<id...>', 'numbers from the list, or forward, telegram, digest or event for all of that kind')
    .action(async (ids: readonly string[]) => {
      const { retryDead } = await import('./outbox.js');
      await retryDead(ids, io);
    });
  addCorrections(program, io);
  addConversations(program, io);
  addPrivacy(program, io);
  addTokens(program, io);
  addBackup(program, io);
}

function addBackup(program: Command, io: Io): void {
  program
    .command('backup')
    .description('write the store, the privacy key and the admin token to one file; the gate may be running')
    .argument('<file>', 'an earlier backup of that name is replaced')
    .option('--no-secrets', 'leave out privacy key and admin token, which you keep elsewhere')
    .action(async (file: string, options: BackupOptions) => {
      const { backUp } = await import('./backup.js');
      await backUp(file, options, io);
    });
  program
    .command('restore')
    .description('put a backup in the place of the store; the gate must not be running')
    .argument('<file>', 'what hamgate backup has written, or a copy that was kept beside a store')
    .option('--force', 'replace a store that holds messages, too; it is kept beside the new one')
    .action(async (file: string, options: RestoreOptions) => {
      const { restore } = await import('./restore.js');
      await restore(file, options, io);
    });
}

function addPrivacy(program: Command, io: Io): void {
  const privacy = program
    .command('privacy')
    .description('what is kept about one sender; the gate may be running');
  const channel = () =>
    new Option('--channel <channel>', 'look there only').choices(['telegram', 'sms', 'api']);
  privacy
    .command('export')
    .description('print all of it as JSON')
    .argument('<sender>', 'his id as the channel knows it: a Telegram user id, a phone number')
    .addOption(channel())
    .action(async (sender: string, options: PrivacyOptions) => {
      const { exportData } = await import('./privacy.js');
      await exportData(sender, options, io);
    });
  privacy
    .command('erase')
    .description('remove all of it, and say how much there was')
    .argument('<sender>', 'his id as the channel knows it; -- before one that begins with a minus')
    .addOption(channel())
    .option(
      '--keep-corrections',
      'keep text and label of what administrators corrected, without any link to him',
    )
    .action(async (sender: string, options: EraseOptions) => {
      const { eraseData } = await import('./privacy.js');
      await eraseData(sender, options, io);
    });
}
