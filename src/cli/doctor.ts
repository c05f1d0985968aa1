import { pino } from 'pino';
import { StartUpError } from '../compose/foundations.js';
import { examine } from '../compose/examine.js';
import { openTools } from '../compose/tools.js';
import { type Config, ConfigError, readConfig } from '../config/config.js';
import type { Check } from '../domain/check.js';
import type { Io } from './io.js';

/** `hamgate doctor`: one line for each thing looked at. Rejects when one of them failed. */
export async function doctor({ env, stdout }: Pick<Io, 'env' | 'stdout'>): Promise<void> {
  let failures = 0;
  const show = ({ level, what, text }: Check): void => {
    if (level === 'fail') failures += 1;
    stdout.write(`  ${level.padEnd(4)}  ${what.padEnd(8)}  ${text}\n`);
  };
  const config = readOrShow(env, show);
  if (config !== null) (await checksOf(config)).forEach(show);
  if (failures > 0) throw new Error(failures === 1 ? 'One check failed' : `${failures} checks failed`);
}

function readOrShow(env: Io['env'], show: (check: Check) => void): Config | null {
  try {
    const config = readConfig(env);
    show({ level: 'ok', what: 'settings', text: 'can be used' });
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const text of error.problems) show({ level: 'fail', what: 'settings', text });
    return null;
  }
}

async function checksOf(config: Config): Promise<readonly Check[]> {
  try {
    const tools = await openTools(config, pino({ level: 'silent' }));
    try {
      return [
        { level: 'ok', what: 'store', text: 'can be opened' },
        { level: 'ok', what: 'model', text: 'can be opened' },
        ...(await examine(config, tools)),
      ];
    } finally {
      await tools.close();
    }
  } catch (error) {
    const problems = error instanceof StartUpError ? error.problems : [String(error)];
    return problems.map((text) => ({ level: 'fail', what: 'start', text }));
  }
}
