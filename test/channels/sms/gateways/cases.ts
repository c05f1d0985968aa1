import { twilio, telnyx, plivo, messagebird, bird, sinch } from './hosted-cases.js';
import { vonageMessages, vonageSms } from './vonage-cases.js';
import { awsSns } from './aws-cases.js';
import { infobip, infobipHmac, bandwidth, clicksend } from './basic-cases.js';
import { android, httpsms, textbee, standard, jsonToken, jsonHmac } from './own-cases.js';
import type { GatewayCase } from './gateway-cases.js';
import { VONAGE_SIGNATURE_METHODS } from '../../../../src/channels/sms/gateways/vonage.js';

/** A row for each way in which a gateway can sign. */
export const CASES: readonly GatewayCase[] = [
  twilio,
  telnyx,
  vonageMessages,
  ...VONAGE_SIGNATURE_METHODS.map(vonageSms),
  plivo,
  messagebird,
  bird,
  sinch,
  awsSns('1'),
  awsSns('2'),
  infobip,
  infobipHmac,
  bandwidth,
  clicksend,
  android,
  httpsms,
  textbee,
  standard,
  jsonToken,
  jsonHmac,
];
