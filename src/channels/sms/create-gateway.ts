import type { Gateway } from './gateway.js';
import { createAndroidGateway } from './gateways/android.js';
import { createAwsSnsGateway } from './gateways/aws-sns.js';
import { createBandwidthGateway } from './gateways/bandwidth.js';
import { createBirdGateway } from './gateways/bird.js';
import { createClickSendGateway } from './gateways/clicksend.js';
import { createHttpSmsGateway } from './gateways/httpsms.js';
import { createInfobipGateway } from './gateways/infobip.js';
import { createJsonGateway } from './gateways/json.js';
import { createMessageBirdGateway } from './gateways/messagebird.js';
import { createPlivoGateway } from './gateways/plivo.js';
import { createSinchGateway } from './gateways/sinch.js';
import { createStandardGateway } from './gateways/standard.js';
import { createTelnyxGateway } from './gateways/telnyx.js';
import { createTextbeeGateway } from './gateways/textbee.js';
import { createTwilioGateway } from './gateways/twilio.js';
import { createVonageGateway } from './gateways/vonage.js';

/** What a gateway needs beside the settings of its account. */
export interface Surroundings {
  readonly account: string;
  /** The text at an address. Rejects when it cannot be had. */
  readonly fetchText: (url: string) => Promise<string>;
}

/** One line a gateway. */
const CREATORS = {
  twilio: createTwilioGateway,
  telnyx: createTelnyxGateway,
  vonage: createVonageGateway,
  plivo: createPlivoGateway,
  messagebird: createMessageBirdGateway,
  bird: createBirdGateway,
  sinch: createSinchGateway,
  'aws-sns': createAwsSnsGateway,
  infobip: createInfobipGateway,
  bandwidth: createBandwidthGateway,
  clicksend: createClickSendGateway,
  android: createAndroidGateway,
  httpsms: createHttpSmsGateway,
  textbee: createTextbeeGateway,
  standard: createStandardGateway,
  json: createJsonGateway,
} as const;

export type GatewayName = keyof typeof CREATORS;

type WithoutSurroundings<Settings> = Settings extends unknown ? Omit<Settings, keyof Surroundings> : never;
type SettingsOf<Name extends GatewayName> = WithoutSurroundings<Parameters<(typeof CREATORS)[Name]>[0]>;

/** The settings of one account, under the name of its gateway. */
export type GatewayAccount = {
  readonly [Name in GatewayName]: { readonly gateway: Name; readonly settings: SettingsOf<Name> };
}[GatewayName];

export function createGateway({ gateway, settings }: GatewayAccount, surroundings: Surroundings): Gateway {
  // Which settings go with which name is what the type of the argument says; the compiler forgets it on the way.
  const create = CREATORS[gateway] as (settings: object) => Gateway;
  return create({ ...settings, ...surroundings });
}
