import { MAX_UNITS } from '../ngram/limits.js';
import { scanText } from '../ngram/normalise.js';
import { Scan } from '../ngram/scan.js';

/** What the normaliser makes of them; it sees through `evil (dot) com` and `t . me / evil`. */
const CONTACTS = new Set(['⟨url⟩', '⟨email⟩', '⟨handle⟩', '⟨phone⟩', '⟨dial⟩']);
const INVISIBLE = /[\p{Cf}\uFE00-\uFE0F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u3164]/gu;
/** Whatever it stands behind: `mail@evil` too. */
const HANDLE = /@[\p{L}\p{N}_]{2,}/gu;
/** Of a wallet or an account. Numbers without a letter are looked at below. */
const LONG_CODE = /[\p{L}\p{N}]{20,}/gu;
/** Seven digits or more. Shorter ones are sums, codes, house numbers; short phone numbers among them are let through. */
const LONG_NUMBER = /\p{Nd}(?:[ ()-]{0,3}\p{Nd}){6,}/gu;
const DATE = /\b(?:\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{2,4})\b/gu;

// Everything is synchronous, so one set of buffers serves every call.
const scan = new Scan();

/** As `NearText` says: written in one case, without scheme, blanks and trailing slash; of numbers the digits. */
export function contactsOf(text: string): ReadonlySet<string> | null {
  scanText(scan, text);
  if (scan.clean.length >= MAX_UNITS || scan.out.isFull()) return null;
  const contacts = new Set<string>();
  for (const token of scan.out.toNormalised().tokens)
    if (token.kind === 'class' && CONTACTS.has(token.text))
      contacts.add(oneWay(text.slice(token.start, token.end)));
  const visible = fold(text);
  for (const pattern of [HANDLE, LONG_CODE])
    for (const [contact] of visible.matchAll(pattern)) if (/\p{N}|@/u.test(contact)) contacts.add(contact);
  for (const [number] of visible.replace(DATE, ' / ').matchAll(LONG_NUMBER)) contacts.add(oneWay(number));
  return contacts;
}

const fold = (text: string): string =>
  text.toWellFormed().normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/\s+/gu, ' ');

function oneWay(contact: string): string {
  const folded = fold(contact).replaceAll(' ', '');
  if (!/\p{L}/u.test(folded)) return folded.replace(/\P{Nd}/gu, '');
  return folded.replace(/^[a-z]+:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
}
