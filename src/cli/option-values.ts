import { InvalidArgumentError } from 'commander';
import { type Architecture, ARCHITECTURES } from '../classifier/manifest.js';
import { CHANNELS } from '../domain/message.js';
import type { ConversationKey } from '../domain/store.js';

/** Parsers of option values for commander, which prints what they throw together with the option's name. */

export function parseThreshold(value: string): number {
  const number = parseNumber(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('Expected a number from 0 to 1');
  return number;
}

const MAX_SEED = 2 ** 32 - 1;

export function parseSeed(value: string): number {
  const number = parseNumber(value);
  if (!Number.isInteger(number) || number < 0 || number > MAX_SEED)
    throw new InvalidArgumentError(`Expected a whole number from 0 to ${MAX_SEED}`);
  return number;
}

export function parseEpochs(value: string): number {
  const number = parseNumber(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Expected a whole number from 1');
  return number;
}

/** `14d`, `12h`, or a date: how far back. Gives it as it was written; `sinceOf` turns it into a time. */
export function parseSince(value: string): string {
  if (!isSpan(value) && Number.isNaN(Date.parse(value)))
    throw new InvalidArgumentError('Expected 14d, 12h, or a date such as 2026-11-01');
  return value;
}

const isSpan = (value: string): boolean => /^\d{1,5}[dh]$/.test(value);

/** ISO 8601. */
export function sinceOf(value: string, now: Date): string {
  if (!isSpan(value)) return new Date(value).toISOString();
  const hours = Number(value.slice(0, -1)) * (value.endsWith('d') ? 24 : 1);
  return new Date(now.getTime() - hours * 3_600_000).toISOString();
}

export function parseArchitectures(value: string): readonly Architecture[] {
  const names = value.split(',').map((name) => name.trim());
  const known = ARCHITECTURES.filter((architecture) => names.includes(architecture));
  if (known.length !== names.length)
    throw new InvalidArgumentError(`Expected some of ${ARCHITECTURES.join(', ')}, with commas between them`);
  return known;
}

export function parseFolds(value: string): number {
  const number = parseNumber(value);
  if (!Number.isInteger(number) || number < 2)
    throw new InvalidArgumentError('Expected a whole number from 2');
  return number;
}

export function parseModelName(value: string): string {
  if (!/^[a-z0-9][a-z0-9._-]*$/i.test(value))
    throw new InvalidArgumentError('Expected letters, digits, dots, dashes and underscores');
  return value;
}

export function parseModelVersion(value: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(value)) throw new InvalidArgumentError('Expected a version such as 1.0.0');
  return value;
}

const MOST = 10_000;

export function parseCount(value: string): number {
  const number = parseNumber(value);
  if (!Number.isInteger(number) || number < 1 || number > MOST)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST}`);
  return number;
}

/** `telegram:-1001234567890`, `sms:+15550100`. */
export function parseConversation(value: string): ConversationKey {
  const channel = CHANNELS.find((name) => value.startsWith(`${name}:`));
  const id = value.slice(value.indexOf(':') + 1);
  if (channel === undefined || id === '' || id.length > 255)
    throw new InvalidArgumentError(
      `Expected ${CHANNELS.join(', ')} and an id, such as telegram:-1001234567890`,
    );
  return { channel, id };
}

/** NaN for what is no number; `Number` itself takes an empty text for 0. */
function parseNumber(value: string): number {
  return value.trim() === '' ? NaN : Number(value);
}
