import type { TelegramChannel } from '../channels/telegram/telegram-channel.js';
import type { Config } from '../config/config.js';
import type { Check } from '../domain/check.js';
import type { Clock } from '../domain/clock.js';
import type { Store } from '../domain/store.js';
import { checkForwards, checkGateways } from './check-sms.js';

interface Examined {
  /** Null where it is switched off. */
  readonly telegram: Pick<TelegramChannel, 'check'> | null;
  readonly store: Store;
}

/** Looks at everything outside that the settings name, Telegram's servers among it; a line for each thing. */
export async function examine(config: Config, { telegram, store }: Examined): Promise<readonly Check[]> {
  return [
    ...checkPublicUrl(config),
    ...(await checkTelegram(telegram, store)),
    ...(await checkGateways(config, store)),
    ...(await checkForwards(config, store)),
  ];
}

/** The same answer for so long: people load pages more often than Telegram wants to be asked. */
const KEPT_MS = 60_000;

/** `examine`, asked once for all who ask at the same time, and not again for a minute. */
export function createExaminer(work: () => Promise<readonly Check[]>, clock: Clock): typeof work {
  let last: { readonly at: number; readonly checks: Promise<readonly Check[]> } | null = null;
  return () => {
    const now = clock.now().getTime();
    if (last !== null && now - last.at < KEPT_MS) return last.checks;
    const asked = { at: now, checks: work() };
    last = asked;
    // What failed is tried again by whoever asks next.
    asked.checks.catch(() => {
      if (last === asked) last = null;
    });
    return asked.checks;
  };
}

async function checkTelegram(
  telegram: Examined['telegram'],
  store: Pick<Store, 'countParkedUpdates'>,
): Promise<readonly Check[]> {
  if (telegram === null)
    return [{ level: 'ok', what: 'telegram', text: 'off: TELEGRAM_BOT_TOKEN is not set' }];
  const findings = await telegram.check('full');
  return [...findings.map((finding) => ({ ...finding, what: 'telegram' })), await checkParked(store)];
}

function checkPublicUrl({ publicBaseUrl }: Config): readonly Check[] {
  if (publicBaseUrl === null || publicBaseUrl.startsWith('https://')) return [];
  const text =
    'PUBLIC_BASE_URL is not https: Telegram refuses to call it, texts travel in the open, and secrets with them';
  return [{ level: 'warn', what: 'address', text }];
}

async function checkParked(store: Pick<Store, 'countParkedUpdates'>): Promise<Check> {
  const count = await store.countParkedUpdates();
  if (count === 0) return { level: 'ok', what: 'updates', text: 'none waits to be handled again' };
  return {
    level: 'warn',
    what: 'updates',
    text: `${count} could not be handled and are kept: hamgate replay-update lists them`,
  };
}
