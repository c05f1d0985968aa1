import type { LabelledText } from '../../src/training/labelled-data.js';

const SPAM = [
  'Win a free prize today, claim it now',
  'Free entry to our prize draw, text WIN to claim',
  'You have won a cash prize! Call now to claim',
  'Urgent: claim your free gift card today',
  'Free ringtone offer, reply now to claim',
  'Cash loan approved today, call now',
  'Winner! Your free holiday is waiting, call to claim',
  'Earn cash from home, free info, text NOW',
  'Free credit offer ends today, claim now',
  'Your number has won a prize, call to claim',
  'Claim your free phone upgrade now',
  'Urgent! Your prize ends today, text CLAIM',
  'Cheap loans, free call, cash today',
  'Win cash every day, text WIN now',
  'Free voucher for you, claim today',
  'You are a winner, call now for your cash',
  'Exclusive offer: free gift with every call',
  'Claim cash now, offer ends today',
  'Text FREE to win a holiday prize',
  'Your free trial prize is ready, claim it',
  'Guaranteed cash prize, call today',
  'Last chance to claim your free entry',
  'Win a new phone, text PHONE now',
  'Free cash bonus for new members, claim now',
  'Prize alert! Call now, offer ends today',
  'Get a free loan quote, call today',
  'Winner of our weekly draw: claim your cash',
  'Free tickets to win, text now',
  'Claim the bonus prize on your number now',
  'Urgent cash offer, reply to claim today',
];

const HAM = [
  'See you at lunch',
  'Are you coming home for dinner?',
  'I will be late, sorry',
  'Can we meet tomorrow at the station?',
  'Thanks for the help yesterday',
  'The kids are asleep already',
  'Did you feed the cat?',
  'Running late, start without me',
  'Happy birthday! See you at the party',
  'I left the keys on the table',
  'What time is the meeting tomorrow?',
  'Mum says hello and wants the recipe',
  'The train is late again, see you at nine',
  'Shall I bring bread and milk?',
  'Good night, sleep well',
  'Where did you park the car?',
  'I think the dog is ill, going to the vet',
  'Dinner is ready when you are home',
  'Can you pick up the kids at four?',
  'Let us walk to the lake tomorrow',
  'Sorry, I was asleep, what did you say?',
  'The meeting is moved to Monday',
  'Are you well? You looked tired yesterday',
  'Home in ten minutes',
  'I like the book you gave me',
  'Shall we cook together at the weekend?',
  'The doctor says I am well again',
  'Did you see the rain this morning?',
  'Bring a coat, it is cold at the lake',
  'See you tomorrow then, good night',
];

/** Sixty messages, half of them spam, in turn. */
export const MESSAGES: readonly LabelledText[] = SPAM.flatMap((text, i) => [
  { label: 'spam' as const, text },
  { label: 'ham' as const, text: HAM[i] ?? '' },
]);

export function toTsv(rows: readonly LabelledText[]): string {
  return `${['label\ttext', ...rows.map(({ label, text }) => `${label}\t${text}`)].join('\n')}\n`;
}
