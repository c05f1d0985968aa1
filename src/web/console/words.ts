import type { Channel } from '../../domain/message.js';
import type { Share } from '../../domain/quality.js';

/** How pages put numbers and kinds into words. */

export const CHANNEL_TITLE: Readonly<Record<Channel, string>> = {
  telegram: 'Telegram',
  sms: 'Text messages',
  api: 'API',
};

/** 0 to 1, as `12.3 %`; `–` where there is nothing to say. */
export const percent = (share: number | null, digits = 1): string =>
  share === null ? '–' : `${(share * 100).toFixed(digits)} %`;

/** `80.0 % (49.0 to 94.0 %)`: the share and where the true one lies in 95 of 100 cases. */
export const shareText = ({ value, low, high }: Share): string =>
  `${percent(value)} (${(low * 100).toFixed(1)} to ${percent(high)})`;

export const countText = (count: number): string => count.toLocaleString('en');

/** What was counted only up to `most`. */
export const boundedText = (count: number, most: number): string =>
  count >= most ? `${countText(most)}+` : countText(count);

/** As people type thresholds: up to four decimals. */
export const thresholdText = (threshold: number): string => String(Math.round(threshold * 10_000) / 10_000);

export const bytesText = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
