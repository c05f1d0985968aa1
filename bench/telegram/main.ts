import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type FakeTelegram, startFakeTelegram } from '../../test/support/fake-telegram.js';
import { endAllGates, startGate } from '../../test/support/gate-process.js';

const program = new Command('telegram')
  .description('Updates a second from a fake Telegram to the committed verdict, and whether memory grows.')
  .option('--updates <n>', 'measured', Number, 100_000)
  .option('--warm-up <n>', 'handled before, and not measured', Number, 10_000)
  .parse();

const CHATS = 50;
const FIRST_CHAT = -1_000_000_000_001;
const BATCH = 2_000;
const OVER_MS = 1_800_000;
const MEGABYTE = 1024;

const TEXTS = [
  'Has anybody watered the tomatoes in bed number',
  'I will be there at seven, bring the ladder please, order',
  'Кто идёт сегодня на стадион? Встречаемся у входа номер',
  'Thanks, that was kind of you. See you on day',
];

/** Written in portions, so that the fake server does not become what is measured. */
async function handle(telegram: FakeTelegram, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    for (let i = start; i < Math.min(start + BATCH, to); i++) {
      const chat = FIRST_CHAT - (i % CHATS);
      const sender = { id: 1000 + (i % 5000), first_name: 'Somebody' };
      telegram.push({
        message: {
          message_id: i + 1,
          date: Math.floor(Date.now() / 1000),
          chat: { id: chat, type: 'supergroup' },
          from: sender,
          text: `${TEXTS[i % TEXTS.length] ?? ''} ${i}`,
        },
      });
    }
    await telegram.until(() => telegram.pending().length === 0, OVER_MS);
  }
}

/** What the process keeps in memory, in megabytes. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / MEGABYTE;
}

const { updates, warmUp } = program.opts<{ updates: number; warmUp: number }>();
const folder = await mkdtemp(join(tmpdir(), 'hamgate-bench-'));
const telegram = await startFakeTelegram();
const print = (line: string) => process.stdout.write(`${line}\n`);
try {
  for (let i = 0; i < CHATS; i++) telegram.addGroup({ id: FIRST_CHAT - i });
  const gate = await startGate(folder, {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    LOG_LEVEL: 'warn',
  });
  await handle(telegram, 0, warmUp);
  const before = await residentMegabytes(gate.pid);
  print(`${before.toFixed(0).padStart(8)}  MB resident after ${warmUp} updates`);
  const startMs = performance.now();
  const parts = 10;
  for (let part = 0; part < parts; part++) {
    await handle(telegram, warmUp + (updates / parts) * part, warmUp + (updates / parts) * (part + 1));
    print(
      `${(await residentMegabytes(gate.pid)).toFixed(0).padStart(8)}  MB after ${(updates / parts) * (part + 1)} more`,
    );
  }
  const seconds = (performance.now() - startMs) / 1000;
  const growth = (await residentMegabytes(gate.pid)) - before;
  print(
    `${(updates / seconds).toFixed(0).padStart(8)}  updates a second, each committed to SQLite with its verdict`,
  );
  print(`${growth.toFixed(1).padStart(8)}  MB grown`);
  await gate.end('SIGTERM');
} finally {
  await endAllGates();
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
}
