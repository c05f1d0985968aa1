import { AUTH_TOKEN, INBOUND, signTwilio, toForm } from '../../test/channels/sms/signed-twilio.js';

/** A request that Twilio would send, ready to go: signing it must not be what is measured. */
export interface SignedMessage {
  readonly id: string;
  readonly isSpam: boolean;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const HAM = [
  'Has anybody watered the tomatoes in bed number',
  'I will be there at seven, bring the ladder please, order',
  'Your parcel has left our house and comes tomorrow, number',
  'Кто идёт сегодня на стадион? Встречаемся у входа номер',
  'Thanks, that was kind of you. See you on day',
];
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash, code';
const SPAM_EVERY = 10;
const SENDERS = 5_000;

/** Different in id, sender and text from all others. */
export function signedMessage(number: number, run: string): SignedMessage {
  const isSpam = number % SPAM_EVERY === 0;
  const id = `SM${run}${number}`;
  const fields = {
    ...INBOUND,
    MessageSid: id,
    SmsSid: id,
    From: `+1415${String(5_550_000 + (number % SENDERS))}`,
    Body: `${isSpam ? SPAM : (HAM[number % HAM.length] ?? '')} ${number}`,
  };
  return {
    id,
    isSpam,
    body: toForm(fields),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilio(fields, { authToken: AUTH_TOKEN }),
    },
  };
}
