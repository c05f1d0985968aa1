import type { Logger } from 'pino';
import type { TelegramChannel } from '../channels/telegram/telegram-channel.js';
import type { Config } from '../config/config.js';
import type { Store } from '../domain/store.js';
import type { WebDependencies } from '../web/app.js';
import { describeChannels } from './describe-channels.js';
import { createExaminer, examine } from './examine.js';
import { clock } from './time.js';
import { openTrial } from './trial.js';

type PageParts = Pick<
  WebDependencies,
  'tryTexts' | 'measureReliability' | 'useModel' | 'channelStates' | 'examine'
>;

/** What people and programs may look at beside the messages. */
export function openPages(
  config: Config,
  outside: { readonly telegram: TelegramChannel | null; readonly store: Store },
  logger: Logger,
): { readonly parts: PageParts; readonly close: () => void } {
  const { close, ...trial } = openTrial(config, outside.store, logger);
  const parts = {
    ...trial,
    channelStates: describeChannels(config),
    examine: createExaminer(() => examine(config, outside), clock),
  };
  return { parts, close };
}
