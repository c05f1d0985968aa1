import type { FilterMessage } from '../../../src/app/filter-message.js';
import { createJoinParts } from '../../../src/app/join-parts.js';
import { createReplyToSpam } from '../../../src/app/reply-to-spam.js';
import type { Gateway } from '../../../src/channels/sms/gateway.js';
import { createOperatorCommand } from '../../../src/channels/sms/operator-command.js';
import { createReceive } from '../../../src/channels/sms/receive.js';
import { createSmsRouter, type MountedGateway } from '../../../src/channels/sms/router.js';
import type { Store } from '../../../src/domain/store.js';
import { NOW } from '../../support/gate.js';
import { keyedHash } from '../../support/privacy.js';
import { createTestApp, type TestApp } from '../../web/test-app.js';
import { PUBLIC_BASE_URL } from './signed-twilio.js';

export interface SmsAppParts {
  readonly store: Store;
  readonly gateways: readonly (Gateway | MountedGateway)[];
  readonly filter?: FilterMessage;
  readonly now?: () => Date;
  readonly spamReply?: string;
  readonly operators?: readonly string[];
  readonly keepsOriginals?: boolean;
  readonly maxInHand?: number;
}

/** The web with the SMS channel in it, on a store, with the real app behind. */
export function createSmsApp({ store, gateways, ...parts }: SmsAppParts): TestApp {
  const clock = { now: parts.now ?? (() => NOW) };
  return createTestApp(store, {
    webhooks: ({ filter: gateFilter, recordCorrection }, logger) => {
      const filter = parts.filter ?? gateFilter;
      const receive = createReceive({
        filter,
        clock,
        logger,
        joinParts: createJoinParts({ store, filter, clock }),
        replyToSpam: createReplyToSpam({ store, clock, text: parts.spamReply ?? null }),
        operatorCommand: createOperatorCommand({ operators: parts.operators ?? [], recordCorrection }),
        keepsOriginals: parts.keepsOriginals ?? false,
        keyedHash,
      });
      const mounted = gateways.map((gateway) => ('gateway' in gateway ? gateway : { gateway, account: '' }));
      const maxInHand = parts.maxInHand ?? 100;
      return [
        createSmsRouter({
          gateways: mounted,
          receive,
          publicBaseUrl: PUBLIC_BASE_URL,
          maxInHand,
          clock,
          logger,
        }),
      ];
    },
  });
}
