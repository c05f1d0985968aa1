import type { Random } from '../random.js';
import { chance, pick } from './choose.js';
import { expand } from './expand.js';
import { parsePattern } from './pattern.js';
import type { FillContext } from './slots.js';
import { keepLinks } from './variation.js';

/** One styled alphabet: where its capitals, small letters and digits begin; 0 where it has none. */
interface Alphabet {
  readonly upper: number;
  readonly lower: number;
  readonly digit: number;
}

const ALPHABETS: readonly Alphabet[] = [
  { upper: 0x1d400, lower: 0x1d41a, digit: 0x1d7ce }, // bold
  { upper: 0x1d468, lower: 0x1d482, digit: 0 }, // bold italic
  { upper: 0x1d4d0, lower: 0x1d4ea, digit: 0 }, // bold script
  { upper: 0x1d56c, lower: 0x1d586, digit: 0 }, // bold Fraktur
  { upper: 0x1d5a0, lower: 0x1d5ba, digit: 0x1d7e2 }, // sans-serif
  { upper: 0x1d5d4, lower: 0x1d5ee, digit: 0x1d7ec }, // sans-serif bold
  { upper: 0x1d608, lower: 0x1d622, digit: 0 }, // sans-serif italic
  { upper: 0x1d63c, lower: 0x1d656, digit: 0 }, // sans-serif bold italic
  { upper: 0x1d670, lower: 0x1d68a, digit: 0x1d7f6 }, // monospace
  { upper: 0xff21, lower: 0xff41, digit: 0xff10 }, // full width
  { upper: 0x24b6, lower: 0x24d0, digit: 0 }, // circled
  { upper: 0x1f130, lower: 0x1f130, digit: 0 }, // squared
  { upper: 0x1f170, lower: 0x1f170, digit: 0 }, // negative squared
];
const SMALL_CAPITALS = Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀsᴛᴜᴠᴡxʏᴢ');

const ORNAMENTS: readonly (readonly [string, string])[] = [
  ['★ ', ' ★'],
  ['✨ ', ' ✨'],
  ['『', '』'],
  ['【', '】'],
  ['•°• ', ' •°•'],
  ['═══ ', ' ═══'],
  ['~*~ ', ' ~*~'],
  ['📢 ', ''],
  ['🌸🌸 ', ' 🌸🌸'],
  ['➤ ', ''],
  ['✅ ', ''],
  ['⚠️ ', ' ⚠️'],
  ['❗️', '❗️'],
];
const EMOJI_RUN = parsePattern('{emoji}[{emoji}][{emoji}{emoji}]');

/** The Latin letters of the words in another alphabet; everything else stays. */
export function styled(text: string, random: Random): string {
  if (chance(0.15, random)) return keepLinks(text, smallCapitals);
  const alphabet = pick(ALPHABETS, random);
  return keepLinks(text, (part) => part.replace(/[A-Za-z0-9]/g, (char) => inAlphabet(char, alphabet)));
}

/** The text dressed up: fancy letters, capitals, ornaments, emoji; always at least one of them. */
export function dressUp(text: string, context: FillContext): string {
  const { random } = context;
  const lettered = chance(0.55, random) && /[A-Za-z]{3}/.test(text) ? letters(text, random) : text;
  const cased =
    lettered === text && chance(0.25, random) ? keepLinks(text, (part) => part.toUpperCase()) : lettered;
  const framed = chance(0.3, random) ? ornament(cased, random) : cased;
  const changed = framed !== text;
  return chance(changed ? 0.4 : 1, random) ? withEmoji(framed, context) : framed;
}

function letters(text: string, random: Random): string {
  const cut = /[.!?](?=\s|$)|\n/.exec(text)?.index ?? text.length;
  const headOnly = chance(0.4, random);
  return headOnly ? styled(text.slice(0, cut), random) + text.slice(cut) : styled(text, random);
}

function ornament(text: string, random: Random): string {
  const [open, close] = pick(ORNAMENTS, random);
  const cut = /[.!?](?=\s|$)|\n/.exec(text)?.index ?? text.length;
  return open + text.slice(0, cut) + close + text.slice(cut);
}

function withEmoji(text: string, context: FillContext): string {
  const run = () => expand(EMOJI_RUN, context);
  const many = chance(0.4, context.random);
  const between = text.replace(/([!?,]|\p{L}\.) (?=\p{L})/gu, (mark) => (many ? `${mark}${run()} ` : mark));
  return chance(0.5, context.random) ? `${run()} ${between} ${run()}` : `${between} ${run()}`;
}

function smallCapitals(part: string): string {
  return part.replace(/[a-zA-Z]/g, (char) => SMALL_CAPITALS[char.toLowerCase().charCodeAt(0) - 97] ?? char);
}

function inAlphabet(char: string, { upper, lower, digit }: Alphabet): string {
  const code = char.charCodeAt(0);
  if (code < 58) return digit === 0 ? char : String.fromCodePoint(digit + code - 48);
  return String.fromCodePoint(code < 91 ? upper + code - 65 : lower + code - 97);
}
