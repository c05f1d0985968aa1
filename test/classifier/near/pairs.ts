/** What senders of one campaign change, and what people write who mean something else. */
const JOB =
  'Easy work from home, two hours a day, 500 dollars a week. Write to @boss_77 today, only five places are left';
const PARCEL =
  'Your parcel is waiting at the post office on Mill Street, please bring your passport with you';
const RU = 'Требуются люди на удалённую работу, доход от 80 тысяч в месяц, пишите в личку @rabota_24';

export const NEAR_PAIRS: readonly (readonly [string, string, string])[] = [
  [
    'another link',
    JOB.replace('@boss_77', 't.me/boss77'),
    JOB.replace('@boss_77', 'https://jobs.example/go'),
  ],
  ['another path', JOB.replace('@boss_77', 't.me/boss77'), JOB.replace('@boss_77', 't.me/+QwErTy12')],
  ['another handle', JOB, JOB.replace('boss_77', 'chief_12')],
  ['a link for a handle', JOB, JOB.replace('@boss_77', 'https://t.me/joinchat/AAAb')],
  ['other numbers', JOB, JOB.replace('500', '750').replace('two', 'three')],
  [
    'another code',
    'Your code for the library is 482913, do not give it to anybody',
    'Your code for the library is 170256, do not give it to anybody',
  ],
  [
    'another name and sum',
    'Dear Anna, your loan of 20000 is approved, sign today at the office on Green Street',
    'Dear Margaret, your loan of 35000 is approved, sign today at the office on Green Street',
  ],
  ['emoji', JOB, `🔥🔥 ${JOB} 💸💸💸`],
  ['Cyrillic letters that look Latin', JOB, JOB.replaceAll('o', 'о').replaceAll('a', 'а')],
  ['digits for letters', JOB, JOB.replace('Easy work', 'E4sy w0rk').replace('home', 'h0me')],
  ['letters apart', JOB, JOB.replace('work', 'w o r k').replace('dollars', 'd o l l a r s')],
  ['invisible characters', JOB, Array.from(JOB).join('\u200b')],
  ['mathematical letters', JOB, JOB.replace('Easy work', '𝐄𝐚𝐬𝐲 𝐰𝐨𝐫𝐤')],
  ['capitals', JOB, JOB.toUpperCase()],
  ['another first word', JOB, JOB.replace('Easy', 'Simple')],
  ['another word in the middle', JOB, JOB.replace('places', 'seats')],
  ['another word of seventeen', PARCEL, PARCEL.replace('passport', 'receipt')],
  ['a word more', PARCEL, `Hello, ${PARCEL}`],
  ['a sentence at the end', JOB, `${JOB}. Do not miss it!`],
  ['a sentence at the beginning', JOB, `Hello everybody! ${JOB}`],
  ['Russian: another handle and sum', RU, RU.replace('80', '120').replace('rabota_24', 'dohod_11')],
  ['Russian: another verb and sum', RU, RU.replace('Требуются', 'Нужны').replace('80', '90')],
  [
    'Chinese: another handle',
    '高薪兼职，在家工作，每天五百元，请加 @work_77 联系我们',
    '高薪兼职，在家工作，每天五百元，请加 @easy_12 联系我们',
  ],
  [
    'Arabic: another number',
    'مبروك لقد ربحت جائزة كبيرة اتصل بنا الآن على الرقم 0501234567',
    'مبروك لقد ربحت جائزة كبيرة اتصل بنا الآن على الرقم 0559876543',
  ],
];

export const OTHER_PAIRS: readonly (readonly [string, string, string])[] = [
  [
    'the template with another meaning: paid',
    'Please pay the invoice for March today, the money has not arrived yet',
    'Please ignore the invoice for March, the money has arrived today',
  ],
  [
    'the template with another meaning: moved',
    'The meeting is moved to Monday at nine in the big room',
    'The meeting is cancelled on Monday, nobody is in the big room',
  ],
  [
    'the template with another meaning: refused',
    'Your payment of 20 was received, thank you for your purchase',
    'Your payment of 20 was refused, please enter your card number again',
  ],
  [
    'the template with another meaning: blocked',
    'Your account is safe, there is nothing that you have to do',
    'Your account is blocked, there is one thing that you have to do',
  ],
  [
    'a released text with a payload',
    PARCEL,
    `${PARCEL}. Or pay 2 euros at post-fee.example and we bring it to your door today`,
  ],
  [
    'the beginning of a released text',
    PARCEL,
    'Your parcel is waiting. Pay the customs fee at parcel-fee.example or it goes back',
  ],
  [
    'the same topic: work',
    JOB,
    'We look for a cook who works two days a week, 500 dollars, write to me today',
  ],
  [
    'the same topic: bicycles',
    'Does anybody sell a bicycle for a child of six, not too dear?',
    'I sell a bicycle for a child of eight, hardly used, 40 euros',
  ],
  [
    'the same topic: the stadium',
    'Кто идёт сегодня на стадион? Встречаемся у входа в семь',
    'Сегодня на стадион не иду, встретимся завтра у входа в парк',
  ],
  [
    'chat: the ladder',
    'See you at seven, bring the ladder please',
    'See you at nine, bring the children please',
  ],
  ['chat: tomorrow', 'ok, see you tomorrow then', 'ok, see you on sunday'],
  ['chat: the park', 'Are you coming to the park today?', 'Are you coming to the party today?'],
  ['chat: late', 'I will be late, start without me', 'I will be there, do not start without me'],
  ['chat: the cake', 'Thank you very much for the help', 'Thank you very much for the cake'],
  ['two greetings', 'Hello there', 'Hello there'],
];
