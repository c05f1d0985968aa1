import type { Gate } from '../compose/gate.js';
import type { Config } from '../config/config.js';
import { GATEWAY_NAMES } from '../config/gateway-settings.js';

/** What a person wants to know when the gate has started: what is on, what is off and why, and what to try. */
export function describeGate(config: Config, gate: Gate): readonly string[] {
  return [
    `Hamgate answers at ${gate.url}`,
    modelLine(gate),
    line('on', 'store', storeText(config.databaseUrl)),
    telegramLine(config),
    ...smsLines(config),
    ...forwardLines(config),
    tokenLine(gate),
    'Try it:',
    `  ${curlFor(gate)}`,
  ];
}

const line = (state: 'on' | 'off', what: string, text: string): string =>
  `  ${state.padEnd(3)}  ${what.padEnd(8)}  ${text}`;

function modelLine({ currentModel }: Gate): string {
  const { scorer, defaultPolicy } = currentModel();
  const { architecture } = scorer.manifest;
  const { telegram, sms } = { telegram: defaultPolicy('telegram'), sms: defaultPolicy('sms') };
  const thresholds = `spam from ${telegram.thresholds.spam} (Telegram) and ${sms.thresholds.spam} (SMS)`;
  return line('on', 'model', `${scorer.model} (${architecture}), ${thresholds}`);
}

/** Of a server's address only what is no secret. */
function storeText(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return `SQLite in ${databaseUrl.slice('file:'.length)}`;
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}

function telegramLine({ telegram, publicBaseUrl, defaultMode }: Config): string {
  if (telegram === null) return line('off', 'telegram', 'TELEGRAM_BOT_TOKEN is not set');
  const way =
    telegram.webhookSecret === null ? 'polling' : `webhook at ${publicBaseUrl ?? ''}/webhooks/telegram`;
  return line('on', 'telegram', `${way}, new chats start in mode ${defaultMode.telegram}`);
}

/** One for each account, and one that names those without a secret. */
function smsLines({ sms, publicBaseUrl, defaultMode }: Config): readonly string[] {
  const base = publicBaseUrl ?? '';
  const mounted = sms.accounts.map(({ gateway, account }) =>
    line('on', 'sms', `${base}${pathFor(gateway, account)}, mode ${defaultMode.sms}`),
  );
  const off = GATEWAY_NAMES.filter((name) => sms.accounts.every(({ gateway }) => gateway !== name));
  const names = off.length === GATEWAY_NAMES.length ? 'no gateway has a secret' : 'without a secret';
  return [...mounted, line('off', 'sms', `${names}: ${off.join(', ')}`)];
}

/** The path of a gateway's account, without the secret that a path may hold. */
export function pathFor(gateway: string, account: string): string {
  if (gateway === 'clicksend') return '/webhooks/sms/clicksend/SMS_CLICKSEND_PATH_SECRET';
  return `/webhooks/sms/${gateway}${account === '' ? '' : `/${account}`}`;
}

function forwardLines({ sms: { forwards, digest } }: Config): readonly string[] {
  if (forwards.length === 0)
    return [line('off', 'forward', 'FORWARD_URL is not set: accepted text messages stay here')];
  const targets = forwards.map(({ url, format, conversations }) => {
    const which = conversations.length === 0 ? '' : `, for ${conversations.join(', ')}`;
    return line(
      'on',
      'forward',
      `to ${new URL(url).host}${format === 'original' ? ', as they came' : ''}${which}`,
    );
  });
  return [...targets, ...(digest === null ? [] : [line('on', 'digest', `to ${new URL(digest.url).host}`)])];
}

function tokenLine({ adminToken: { file, token, isNew } }: Gate): string {
  if (file === null) return line('on', 'api', 'with the ADMIN_TOKEN of the settings');
  if (!isNew) return line('on', 'api', `with the admin token in ${file}`);
  return line('on', 'api', `with a new admin token, kept in ${file} and shown only now: ${token}`);
}

function curlFor({ url, adminToken }: Gate): string {
  const token = adminToken.file === null ? '$ADMIN_TOKEN' : `$(cat ${adminToken.file})`;
  const body = '{"texts": ["Win a free prize now! Text WIN to 80082", "See you at lunch"]}';
  return `curl ${url}/v1/classify -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '${body}'`;
}
