import { Command } from 'commander';
import { runWebhookStorm } from './storm.js';

const program = new Command('storm:webhooks')
  .description(
    'More signed SMS webhooks than the built gate can take, SIGKILL in the middle, and what became of each.',
  )
  .option('--messages <n>', 'in all', Number, 60_000)
  .option('--per-second <n>', 'at an even pace', Number, 4_000)
  .option('--kills <n>', 'how often the gate is killed', Number, 3)
  .parse();

const result = await runWebhookStorm(program.opts<{ messages: number; perSecond: number; kills: number }>());
for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(16)} ${value}\n`);
