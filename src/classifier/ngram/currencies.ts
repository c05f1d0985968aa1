import { foldCompatible } from './fold-unit.js';
import { skeletonOf } from './skeleton.js';

/** Forms of each currency in words; the token of a sum is the sign (or code) in front. */
const FORMS: Readonly<Record<string, string>> = {
  $: 'usd dollar dollars dolar dolares dollari бакс бакса баксов долл доллар доллара долларов долларів долари us$',
  '€': 'eur euro euros евро євро',
  '£': 'gbp pound pounds quid',
  '₽': 'руб рубль рубля рублей рублях rub rubles rublei рублик',
  '₴': 'грн гривень гривен гривна гривні гривны гривня uah',
  '₹': 'rs inr rupee rupees rupaye',
  '₺': 'tl try lira',
  '₦': 'ngn naira',
  '₱': 'php peso pesos',
  '₸': 'тенге kzt',
  '¥': 'jpy yen cny rmb yuan юаней',
  '₫': 'vnd dong',
  '฿': 'thb baht',
  '₿': 'btc биткоин',
  usdt: 'usdt юсдт',
  rp: 'rp idr rupiah',
  rm: 'rm myr ringgit',
  ksh: 'ksh kes kshs',
  tsh: 'tsh tzs tshs shilingi',
  ush: 'ugx ush',
  r$: 'brl reais',
  zl: 'pln zl zloty zlotych',
  aed: 'aed dirham dirhams',
  byn: 'byn',
  som: 'сом сум uzs kgs',
  c: 'eth ton ltc bnb trx',
};

const SIGNS = '$€£₽₹¥₴₺₦₱₩₸₫฿₿₾₼₪';

const bySkeleton = new Map<string, string>();
for (const [sign, forms] of Object.entries(FORMS)) {
  for (const form of forms.split(' '))
    bySkeleton.set(skeletonOf(foldCompatible(form)), sign === 'c' ? form : sign);
}
for (const sign of SIGNS) bySkeleton.set(sign, sign);
for (const form of ['元', '块', '円']) bySkeleton.set(form, '¥');

const isSign = new Uint8Array(0x10000);
for (const sign of SIGNS) isSign[sign.charCodeAt(0)] = 1;

/** Words that stand before a sum as well as after it. */
const LEADING = new Set([
  'rs',
  'inr',
  'usd',
  'eur',
  'gbp',
  'rp',
  'idr',
  'rm',
  'ksh',
  'kes',
  'tsh',
  'tzs',
  'ugx',
  'ush',
  'ngn',
  'php',
  'aed',
  'tl',
]);

/** Multipliers: how many digits they add, by skeleton. */
const MULTIPLIERS = new Map(
  [
    ...['к', 'k', 'т', 'тыс', 'тысяч', 'тысячи', 'тыщ', 'rb', 'ribu', 'elfu', 'mil'].map(
      (word) => [word, 3] as const,
    ),
    ...['lakh', 'lakhs'].map((word) => [word, 5] as const),
    ...['млн', 'mln', 'million', 'millions', 'миллион', 'миллионов', 'jt', 'juta', 'm', 'mio'].map(
      (word) => [word, 6] as const,
    ),
    ...['crore', 'crores', 'млрд', 'bn', 'billion'].map((word) => [word, 7] as const),
  ].map(([word, digits]) => [skeletonOf(word), digits] as const),
);

export function isCurrencySign(unit: number): boolean {
  return isSign[unit] === 1;
}

/** The currency that a word after a number names, or undefined. Here alone a look-alike makes a difference. */
export function currencyOf(word: string): string | undefined {
  if (word === 'р') return '₽';
  return word === 'p' ? '£' : bySkeleton.get(skeletonOf(word));
}

export function leadingCurrencyOf(word: string): string | undefined {
  const skeleton = skeletonOf(word);
  return LEADING.has(skeleton) ? bySkeleton.get(skeleton) : undefined;
}

/** How many digits the word adds to a sum, 0 for any other word. */
export function multiplierDigits(word: string): number {
  return MULTIPLIERS.get(skeletonOf(word)) ?? 0;
}
