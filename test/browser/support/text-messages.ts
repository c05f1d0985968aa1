import type { GateProcess } from '../../support/gate-process.js';

export const SMS_TOKEN = 'token-of-the-gateway';
export const NUMBER = '+15005550006';

interface TextMessage {
  readonly text: string;
  readonly from?: string;
  readonly to?: string;
}

/** A text message comes in, as any gateway that sends JSON would bring it. */
export async function receive(
  { url }: GateProcess,
  { text, from = '+14155550100', to = NUMBER }: TextMessage,
): Promise<void> {
  const response = await fetch(`${url}/webhooks/sms/json`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SMS_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ from, to, text }),
  });
  if (!response.ok) throw new Error(`Cannot deliver a text message: ${response.status}`);
}

/** Each from a number of its own. */
export async function receiveAll(gate: GateProcess, texts: readonly string[], to = NUMBER): Promise<void> {
  for (const [i, text] of texts.entries()) await receive(gate, { text, from: `+1415555${1000 + i}`, to });
}

/** Made up, and spam to the shipped model. */
export const SPAM = [
  'Congratulations! You won a free prize, call 09061701461 now to claim',
  'URGENT! Your mobile number has won 2000 pounds, claim your bonus at http://win.example',
  'FREE entry to our weekly cash draw! Text WIN to 80082 now',
  'You have been selected for a free holiday. Call 08712300220 to claim',
  'Hot singles near you want to chat tonight! Text LOVE to 69696',
  'Your loan of $5000 is approved! No credit check, apply now at http://loan.example',
  'Double your bitcoin in 24 hours, guaranteed profit! Join now http://coin.example',
  'Casino bonus 200% only today! Register and win big prizes http://casino.example',
  'Cheap meds online, no prescription needed, order now http://pills.example',
  'Winner! Reply YES to receive your free iPhone, claim your reward today',
] as const;

export const HAM = [
  'See you at lunch tomorrow?',
  'I am on the train, home at seven',
  'Can you bring the keys on Saturday',
] as const;

/** Neither clearly the one nor the other: scores from 0.5 to 0.7. */
export const DOUBTFUL = 'reply to claim your offer, call me';

/** Nearly the same text again and again. */
export const CAMPAIGN = [1, 2, 3, 4].map(
  (i) => `Win a free prize now! Text WIN to 8008${i} to claim your cash`,
);

/** What strangers could do to a page. */
export const HOSTILE = [
  '<script>alert("casino")</script> free prize, claim now <img src=x onerror=alert(1)>',
  '\u202Ewon evah uoy\u202C free prize! \u2066claim now\u2067 call 09061701461 \u200F',
  `free prize claim now ${'A'.repeat(9_979)}`,
  `free prize ${'Z\u0337\u0322\u031B\u0317\u036B\u0348\u0359\u031F\u034E\u0303\u033F'.repeat(60)} claim now, call 09061701461`,
  `win a free prize now, claim\n${'line\n'.repeat(300)}`,
  '"><style>body{display:none}</style><a href="javascript:alert(2)">free prize claim now</a>',
] as const;
