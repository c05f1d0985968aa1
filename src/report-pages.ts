import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where retraining writes its reports, in the folder of the gate's own files. */
export const reportsDir = (dataDir: string): string => join(dataDir, 'reports');

/**
 * Removes the pages of reports, which quote messages: those written before a time, or all of them. What is kept of the
 * messages can be written again with `hamgate models show`. Resolves where there is no such folder.
 */
export async function removePages(dir: string, before: Date | null): Promise<number> {
  const names = await readdir(dir).catch(() => []);
  let removed = 0;
  for (const name of names.filter((one) => one.endsWith('.html'))) {
    const file = join(dir, name);
    const isDue = before === null || (await stat(file)).mtime < before;
    if (isDue) await rm(file, { force: true });
    removed += Number(isDue);
  }
  return removed;
}
