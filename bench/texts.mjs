/** Written for this: what people and machines send, so that a text of any length reads like some. */
const SENTENCES = [
  'Are we still on for lunch tomorrow, or shall I ask the others first?',
  'Congratulations, your number has won our weekly prize draw!',
  'The parcel is at the neighbour on the second floor, please ring twice.',
  'Call 555-0101 now to claim your free voucher before midnight.',
  'I will be ten minutes late, the bus is stuck behind a tractor again.',
  'Your appointment with the dentist is on Tuesday at 14:30.',
  'Earn 300 a day from home, no experience needed, write to @example for details',
  'ok see you there :)',
  'Did anybody find a blue umbrella after the concert last night?',
  'URGENT! Your account is locked, confirm your details at http://example.com/login',
  'We moved the meeting to the small room because the heating is broken.',
  'Reply YES to get the new ringtone, 1.50 a week, reply STOP to end.',
  'My brother says that the film was far too long and the popcorn too salty.',
  'Your code is 482913. Do not tell it to anybody, not even to us.',
  "Can't talk now, I'm in the library; I'll text you when the lecture ends.",
  'Last chance: txt WIN to 80000 and the holiday for two could be yours.',
];

/** So many different texts of exactly so many characters. */
export function textsOf(length, count) {
  return Array.from({ length: count }, (_, first) => {
    let text = '';
    for (let next = first; text.length < length; next += 1 + (first % 7)) {
      text += `${SENTENCES[next % SENTENCES.length]} `;
    }
    return text.slice(0, length);
  });
}
