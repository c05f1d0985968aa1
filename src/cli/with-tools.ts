import { pino } from 'pino';
import { openTools, type Tools } from '../compose/tools.js';
import { type Config, readConfig } from '../config/config.js';
import type { Io } from './io.js';

/** Opens what the settings name, does the work and lets go of it, whatever happens. */
export async function withTools<Result>(
  env: Io['env'],
  work: (tools: Tools, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(env);
  const tools = await openTools(config, pino({ level: 'silent' }));
  try {
    return await work(tools, config);
  } finally {
    await tools.close();
  }
}

/** On one line, however many it had; at most so many characters. */
export function shorten(text: string, most: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * most + 2));
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
