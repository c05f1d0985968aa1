import type { Config } from '../config/config.js';
import { GATEWAY_NAMES, type GatewayName, SECRET_OF, type SmsAccount } from '../config/gateway-settings.js';
import type { Check } from '../domain/check.js';
import type { Outbox } from '../domain/outbox.js';
import type { MessageStore } from '../domain/store.js';
import { pathFor } from './describe-channels.js';

/** How far back a gateway's last message is looked for. */
const LOOKED_AT = 1_000;

/** One line for each account, and for each gateway that has no secret. */
export async function checkGateways(config: Config, store: MessageStore): Promise<readonly Check[]> {
  const { items } = await store.listMessages({ channel: 'sms', limit: LOOKED_AT });
  const lastOf = (name: string): string | null =>
    items.find(({ gateway }) => gateway === name)?.receivedAt ?? null;
  return GATEWAY_NAMES.flatMap((gateway) => {
    const accounts = config.sms.accounts.filter((account) => account.gateway === gateway);
    if (accounts.length === 0)
      return [
        { level: 'ok', what: 'sms', text: `${gateway} is off: ${SECRET_OF[gateway]} is not set` } as const,
      ];
    return accounts.map((account) => checkAccount(config, account, lastOf(nameOf(account))));
  });
}

const nameOf = ({ gateway, account }: SmsAccount): string =>
  account === '' ? gateway : `${gateway}/${account}`;

function checkAccount({ publicBaseUrl }: Config, account: SmsAccount, last: string | null): Check {
  const address = `${publicBaseUrl ?? 'https://YOUR-ADDRESS'}${pathFor(account.gateway, account.account)}`;
  const seen = last === null ? 'no message yet' : `last message ${last}`;
  const weakness = weaknessOf(account, publicBaseUrl);
  const text = `${nameOf(account)} is on at ${address}, ${seen}`;
  return weakness === null
    ? { level: 'ok', what: 'sms', text }
    : { level: 'warn', what: 'sms', text: `${text}; ${weakness}` };
}

/** Their schemes say who sends, and not what. */
const NOT_COVERING_THE_TEXT: readonly GatewayName[] = ['bandwidth', 'clicksend', 'httpsms'];
const SHORT_KEY = 16;

function weaknessOf(account: SmsAccount, publicBaseUrl: string | null): string | null {
  if (account.gateway === 'android' && account.settings.signingKey.length < SHORT_KEY)
    return `its key has ${account.settings.signingKey.length} characters, which can be guessed: set a longer one in the app`;
  const isOpen = publicBaseUrl?.startsWith('http:') === true;
  return isOpen && !coversTheText(account) ? 'nothing but https protects its texts and its secret' : null;
}

function coversTheText(account: SmsAccount): boolean {
  if (account.gateway === 'infobip') return !('basic' in account.settings);
  if (account.gateway === 'json') return !('token' in account.settings.security);
  return !NOT_COVERING_THE_TEXT.includes(account.gateway);
}

/** Where messages go, and what could not be brought there. */
export async function checkForwards({ sms }: Config, store: Outbox): Promise<readonly Check[]> {
  const { pending, dead } = await store.countTasks();
  const targets: readonly Check[] =
    sms.forwards.length === 0
      ? [
          {
            level: 'ok',
            what: 'forward',
            text: 'off: FORWARD_URL is not set, accepted text messages stay here',
          },
        ]
      : sms.forwards.map(({ name, url, format, conversations }) => ({
          level: 'ok',
          what: 'forward',
          text: `${name === '' ? 'on' : `${name} is on`}: ${format} to ${new URL(url).host}${conversations.length === 0 ? '' : ` for ${conversations.join(', ')}`}`,
        }));
  const outbox: Check =
    dead === 0
      ? { level: 'ok', what: 'outbox', text: `${pending} waiting, none given up` }
      : {
          level: 'warn',
          what: 'outbox',
          text: `${dead} given up, ${pending} waiting: hamgate outbox says why`,
        };
  return [...targets, outbox];
}
