import { MAX_UNITS } from '../ngram/limits.js';
import { scanText } from '../ngram/normalise.js';
import { Scan } from '../ngram/scan.js';

/** What the normaliser makes of them; it sees through `evil (dot) com` and `t . me / evil`. */
const CONTACTS = new Set(['⟨url⟩', '⟨email⟩', '⟨handle⟩', '⟨phone⟩', '⟨dial⟩']);
const INVISIBLE = /[\p{Cf}\uFE00-\uFE0F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u3164]/gu;
/** Of hosts whose endings the normaliser does not know; a blank that somebody forgot costs nothing but the memory. */
const HOST = /[\p{L}\p{N}]\.\p{L}{2}/u;
const AROUND = /^[^\p{L}\p{N}@]+|[^\p{L}\p{N}/]+$/gu;
/** Whatever it stands behind: `mail@evil` too. */
const HANDLE = /@[\p{L}\p{N}_]{2,}/gu;
/** Of a wallet or an account; with a digit, or it is a word. */
const LONG_CODE = /[\p{L}\p{N}]{20,}/gu;
/** Seven digits or more. Shorter ones are sums, codes, house numbers; short phone numbers among them are let through. */
const LONG_NUMBER = /\p{Nd}(?:[ ()-]{0,3}\p{Nd}){6,}/gu;
const DATE = /\b(?:\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{2,4})\b/gu;

// Everything is synchronous, so one set of buffers serves every call.
const scan = new Scan();

/** As `NearText` says: in small letters, without scheme, blanks and trailing slash; of numbers the digits. */
export function contactsOf(text: string): ReadonlySet<string> | null {
  scanText(scan, text);
  if (scan.clean.length >= MAX_UNITS || scan.out.isFull()) return null;
  const named = scan.out
    .toNormalised()
    .tokens.filter((token) => token.kind === 'class' && CONTACTS.has(token.text))
    .map((token) => text.slice(token.start, token.end));
  return new Set([...named, ...shapedIn(fold(text))].map(oneWay));
}

/** By their shape alone. */
function shapedIn(visible: string): readonly string[] {
  const hosts = visible.split(' ').filter((chunk) => HOST.test(chunk));
  const codes = (visible.match(LONG_CODE) ?? []).filter((code) => /\p{N}/u.test(code));
  const numbers = visible.replace(DATE, ' / ').match(LONG_NUMBER) ?? [];
  return [...hosts, ...(visible.match(HANDLE) ?? []), ...codes, ...numbers];
}

const fold = (text: string): string =>
  text.toWellFormed().normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/\s+/gu, ' ');

function oneWay(contact: string): string {
  const folded = fold(contact).replaceAll(' ', '');
  if (!/\p{L}/u.test(folded)) return folded.replace(/\P{Nd}/gu, '');
  return folded
    .replace(AROUND, '')
    .replace(/^[a-z]+:\/\//u, '')
    .replace(/^www\./u, '')
    .replace(/\/$/u, '');
}
