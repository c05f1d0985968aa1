import type { Config } from '../config/config.js';
import { GATEWAY_NAMES } from '../config/gateway-settings.js';
import type { ChannelState } from '../domain/channel-state.js';

/** What is on, and what is off and why, by the settings. No secret is in it. */
export function describeChannels(config: Config): readonly ChannelState[] {
  return [
    describeTelegram(config),
    ...describeSms(config),
    ...describeForwards(config),
    describeEvents(config),
  ];
}

const on = (name: string, text: string): ChannelState => ({ name, isOn: true, text });
const off = (name: string, text: string): ChannelState => ({ name, isOn: false, text });

function describeTelegram({ telegram, publicBaseUrl, defaultMode }: Config): ChannelState {
  if (telegram === null) return off('telegram', 'TELEGRAM_BOT_TOKEN is not set');
  const way =
    telegram.webhookSecret === null ? 'polling' : `webhook at ${publicBaseUrl ?? ''}/webhooks/telegram`;
  return on('telegram', `${way}, new chats start in mode ${defaultMode.telegram}`);
}

/** One for each account, and one that names those without a secret. */
function describeSms({ sms, publicBaseUrl, defaultMode }: Config): readonly ChannelState[] {
  const base = publicBaseUrl ?? '';
  const mounted = sms.accounts.map(({ gateway, account }) =>
    on('sms', `${base}${pathFor(gateway, account)}, mode ${defaultMode.sms}`),
  );
  const missing = GATEWAY_NAMES.filter((name) => sms.accounts.every(({ gateway }) => gateway !== name));
  const why = missing.length === GATEWAY_NAMES.length ? 'no gateway has a secret' : 'without a secret';
  return [...mounted, off('sms', `${why}: ${missing.join(', ')}`)];
}

/** The path of a gateway's account, without the secret that a path may hold. */
export function pathFor(gateway: string, account: string): string {
  if (gateway === 'clicksend') return '/webhooks/sms/clicksend/SMS_CLICKSEND_PATH_SECRET';
  return `/webhooks/sms/${gateway}${account === '' ? '' : `/${account}`}`;
}

function describeForwards({ sms: { forwards, digest } }: Config): readonly ChannelState[] {
  if (forwards.length === 0)
    return [off('forward', 'FORWARD_URL is not set: accepted text messages stay here')];
  const targets = forwards.map(({ url, format, conversations }) => {
    const which = conversations.length === 0 ? '' : `, for ${conversations.join(', ')}`;
    return on('forward', `to ${new URL(url).host}${format === 'original' ? ', as they came' : ''}${which}`);
  });
  return [...targets, ...(digest === null ? [] : [on('digest', `to ${new URL(digest.url).host}`)])];
}

function describeEvents({ events }: Config): ChannelState {
  if (events === null) return off('events', 'EVENTS_URL is not set');
  return on('events', `to ${new URL(events.url).host}`);
}
