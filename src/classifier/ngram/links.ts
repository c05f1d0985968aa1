import type { Scan } from './scan.js';
import { readHost } from './read-host.js';
import { emitLink } from './emit-link.js';
import {
  classOf,
  DIGIT,
  IDEOGRAPH,
  IDEOGRAPH_LEAD,
  LETTER,
  PICTURE,
  PICTURE_LEAD,
  UNSPACED,
} from './unit-class.js';

const COLON = 0x3a;
const SLASH = 0x2f;
const SPACE = 0x20;
const MAX_LOCAL = 64;
const SCHEMES = [
  'https',
  'http',
  'hxxps',
  'hxxp',
  'htttps',
  'htps',
  'htp',
  'ftp',
  'tg',
  'viber',
  'whatsapp',
  'skype',
];
const CHAT_SCHEMES = new Set(['tg', 'viber', 'whatsapp', 'skype']);
/** `"`, `'`, `<`, `>`, `)`, `]`, `}`, `|`: what ends the path of a link. */
const PATH_ENDS = new Set([0x20, 0x22, 0x27, 0x3c, 0x3e, 0x29, 0x5d, 0x7d, 0x7c, 0x3001, 0x3002, 0xff0c]);
/** `.`, `,`, `!`, `?`, `:`, `;`, `*`, `_`, `…`: what a link never ends with. */
const TRAILING = new Set([0x2e, 0x2c, 0x21, 0x3f, 0x3a, 0x3b, 0x2a]);

/** A link at a word's beginning: emits its tokens and gives its end, or `start` where there is none. */
export function readLink(scan: Scan, start: number): number {
  const afterScheme = schemeEnd(scan, start);
  if (afterScheme > start && isChatScheme(scan, start)) return finishChatScheme(scan, start, afterScheme);
  const host = readHost(scan, afterScheme, afterScheme > start);
  if (host === null) return start;
  const end = host.isDisguised ? spacedPathEnd(scan, host.end) : pathEnd(scan, host.end);
  emitLink(scan, host, { start, pathStart: host.end, end });
  return end;
}

function isChatScheme(scan: Scan, start: number): boolean {
  for (const scheme of CHAT_SCHEMES) if (scan.startsWith(start, scheme)) return true;
  return false;
}

function finishChatScheme(scan: Scan, start: number, afterScheme: number): number {
  const end = restEnd(scan, afterScheme);
  scan.setSpan(start, end);
  scan.addClass('⟨url⟩');
  scan.addClass('⟨chatlink⟩');
  scan.links++;
  return end;
}

/** `http://`, also `hxxp`, and with blanks around or no colon, as in `http //`. */
function schemeEnd(scan: Scan, start: number): number {
  for (const scheme of SCHEMES) {
    if (!scan.startsWith(start, scheme)) continue;
    const end = slashesEnd(scan, start + scheme.length);
    if (end > 0) return end;
  }
  return start;
}

function slashesEnd(scan: Scan, start: number): number {
  const { units } = scan.clean;
  let i = start;
  if (units[i] === SPACE) i++;
  if (units[i] === COLON) i++;
  if (units[i] === SPACE) i++;
  if (i === start || units[i] !== SLASH || units[i + 1] !== SLASH) return 0;
  i += 2;
  return units[i] === SPACE ? i + 1 : i;
}

/** A port, then a path, query or fragment up to what no link contains. */
function pathEnd(scan: Scan, hostEnd: number): number {
  const i = portEnd(scan, hostEnd);
  return isPathStart(scan.clean.at(i)) ? restEnd(scan, i) : i;
}

/** ` / name` after a host with blanks in it. */
function spacedPathEnd(scan: Scan, hostEnd: number): number {
  const { clean } = scan;
  const slash = clean.at(hostEnd) === SPACE ? hostEnd + 1 : hostEnd;
  if (clean.at(slash) !== SLASH) return pathEnd(scan, hostEnd);
  return restEnd(scan, clean.at(slash + 1) === SPACE ? slash + 2 : slash + 1);
}

/** Up to what no link contains, without the punctuation of the sentence around it. */
function restEnd({ clean }: Scan, start: number): number {
  let i = start;
  while (i < clean.length && isPathUnit(clean.at(i))) i++;
  while (i > start && TRAILING.has(clean.at(i - 1))) i--;
  return i;
}

function portEnd(scan: Scan, start: number): number {
  if (scan.clean.at(start) !== COLON || scan.kindAt(start + 1) !== DIGIT) return start;
  let i = start + 1;
  while (scan.kindAt(i) === DIGIT) i++;
  return i;
}

function isPathStart(unit: number): boolean {
  return unit === SLASH || unit === 0x3f || unit === 0x23;
}

function isPathUnit(unit: number): boolean {
  if (PATH_ENDS.has(unit)) return false;
  switch (classOf(unit)) {
    case IDEOGRAPH:
    case IDEOGRAPH_LEAD:
    case PICTURE:
    case PICTURE_LEAD:
    case UNSPACED:
      return false;
    default:
      return true;
  }
}

/** `name@host.tld` at a word's beginning: its end, or `start`. */
export function readEmail(scan: Scan, start: number): number {
  const { units } = scan.clean;
  let i = start;
  while (isLocalUnit(units[i] ?? 0) && i - start < MAX_LOCAL) i++;
  if (i === start || units[i] !== 0x40) return start;
  const host = readHost(scan, i + 1, true);
  if (host === null || host.labels.length < 2) return start;
  scan.setSpan(start, host.end);
  scan.addClass('⟨email⟩');
  return host.end;
}

/** Letters, digits, `.`, `_`, `+`, `-`. */
function isLocalUnit(unit: number): boolean {
  const kind = classOf(unit);
  return (
    kind === LETTER || kind === DIGIT || unit === 0x2e || unit === 0x5f || unit === 0x2b || unit === 0x2d
  );
}
