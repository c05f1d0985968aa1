import { Command } from 'commander';
import { runStorm } from './storm.js';

const program = new Command('storm')
  .description('The built gate against a fake Telegram where everything goes wrong, and what came of it.')
  .option('--updates <n>', 'messages', Number, 10_000)
  .option('--chats <n>', 'groups', Number, 50)
  .option('--kills <n>', 'how often the gate is killed', Number, 10)
  .option('--seed <n>', 'decides every draw', Number, 1)
  .parse();

const options = program.opts<{ updates: number; chats: number; kills: number; seed: number }>();
const result = await runStorm({ ...options, spamShare: 0.05, busyShare: 0.08, faultShare: 0.05 });
for (const [name, value] of Object.entries(result))
  process.stdout.write(`${String(Math.round(Number(value) * 10) / 10).padStart(8)}  ${name}\n`);
const NO_FAULTS = ['updates', 'spam', 'kills', 'faults', 'seconds', 'noticesTwice'];
const wrong = Object.entries(result).filter(([name, count]) => !NO_FAULTS.includes(name) && count > 0);
process.exitCode = wrong.length === 0 ? 0 : 1;
