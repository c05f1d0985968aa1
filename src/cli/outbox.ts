import { TARGETS } from '../domain/task.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';
import { withTools } from './with-tools.js';

const LISTED = 50;

/** `hamgate outbox`: one line for each task that was given up. */
export async function listDead({ env, stdout }: Pick<Io, 'env' | 'stdout'>): Promise<void> {
  await withTools(env, async ({ store }) => {
    const [dead, { pending, dead: count }] = [await store.listDeadTasks(LISTED), await store.countTasks()];
    for (const { id, diedAt, target, dedupeKey, reason } of dead)
      stdout.write(`${id}  ${diedAt}  ${target}  ${dedupeKey}  ${oneLine(reason)}\n`);
    const hint =
      count === 0
        ? ''
        : '; hamgate outbox retry ID does one again, hamgate outbox retry forward all forwards';
    stdout.write(`${count} given up, ${pending} waiting${hint}\n`);
  });
}

/** `hamgate outbox retry`: dead tasks are tried again by the gate that runs, or by the next one that starts. */
export async function retryDead(
  given: readonly string[],
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  const targets = TARGETS.filter((target) => given.includes(target));
  const ids = given.filter((word) => !targets.some((target) => target === word)).map(parseId);
  await withTools(env, async ({ store }) => {
    const by = { author: 'cli', at: new Date().toISOString() };
    let revived = await store.reviveTasks({ ids }, by);
    for (const target of targets) revived += await store.reviveTasks({ target }, by);
    stdout.write(`${revived} will be done again\n`);
  });
}

function parseId(word: string): number {
  const id = Number(word);
  if (/^\d{1,15}$/.test(word)) return id;
  throw new UsageError(`"${word}" is no task: give a number of hamgate outbox, or ${TARGETS.join(', ')}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
