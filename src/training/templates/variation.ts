import { chance, pick } from './choose.js';
import { expand } from './expand.js';
import type { TemplateKind } from './kinds.js';
import { parsePattern } from './pattern.js';
import type { FillContext } from './slots.js';

type Change = (text: string, context: FillContext) => string;

/** A change and the share of texts that it befalls. */
type Habit = readonly [share: number, change: Change];

const HYPE_LINE = parsePattern('{hype}[{hype}[{hype}]]');
const EVERYDAY = parsePattern('{emoji}[{emoji}]');

const upperCase: Change = (text) => keepLinks(text, (part) => part.toUpperCase());
const lowerCase: Change = (text) => keepLinks(text, (part) => part.toLowerCase());
const smallStart: Change = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const noEnd: Change = (text) => text.replace(/[.!。]+$/, '');
const louder: Change = (text) => text.replace(/[.!]?$/, '!');
const lines: Change = (text) => text.replace(/([.!?]) (?=\p{Lu})/gu, '$1\n');
const oneLine: Change = (text) => text.replace(/\n+/g, ' ');
const emojiEnd: Change = (text, context) => `${text} ${expand(EVERYDAY, context)}`;
const smileEnd: Change = (text, { locale, random }) =>
  `${noEnd(text, { locale, random, chosen: new Map() })} ${pick(locale.smiles, random)}`;
const hypeStart: Change = (text, context) => `${expand(HYPE_LINE, context)} ${text}`;
const hypeEnd: Change = (text, context) => `${text} ${expand(HYPE_LINE, context)}`;
const doubled: Change = (text) => text.replace(/!/g, '!!');

const greeting: Change = (text, context) =>
  before(text, pick(context.locale.greetings, context.random), context);
const closing: Change = (text, context) =>
  after(text, pick(context.locale.closings, context.random), context);
const groupGreeting: Change = (text, context) =>
  before(text, pick(context.locale.groupGreetings, context.random), context);
const groupClosing: Change = (text, context) =>
  after(text, pick(context.locale.groupClosings, context.random), context);

const HABITS: Readonly<Record<TemplateKind, readonly Habit[]>> = {
  transactional: [
    [0.14, greeting],
    [0.18, closing],
    [0.05, noEnd],
    [0.04, upperCase],
    [0.02, lowerCase],
    [0.05, lines],
  ],
  community: [
    [0.2, groupGreeting],
    [0.15, groupClosing],
    [0.08, lowerCase],
    [0.03, upperCase],
    [0.15, noEnd],
    [0.1, emojiEnd],
    [0.06, smileEnd],
    [0.12, lines],
  ],
  chat: [
    [0.25, noEnd],
    [0.25, lowerCase],
    [0.1, smallStart],
    [0.08, smileEnd],
    [0.06, emojiEnd],
    [0.02, upperCase],
  ],
  links: [
    [0.15, lowerCase],
    [0.1, noEnd],
    [0.06, smileEnd],
    [0.04, emojiEnd],
    [0.1, oneLine],
  ],
  fancy: [],
  chatspam: [
    [0.12, hypeStart],
    [0.12, hypeEnd],
    [0.12, lowerCase],
    [0.05, upperCase],
    [0.15, noEnd],
    [0.05, louder],
    [0.05, doubled],
    [0.2, lines],
  ],
  smishing: [
    [0.08, greeting],
    [0.06, upperCase],
    [0.05, lowerCase],
    [0.15, noEnd],
    [0.05, louder],
    [0.05, lines],
  ],
};

/** The text as another hand might have typed it: greeting, signature, case, punctuation, emoji, lines. */
export function vary(text: string, kind: TemplateKind, context: FillContext): string {
  return HABITS[kind].reduce(
    (current, [share, change]) => (chance(share, context.random) ? change(current, context) : current),
    text,
  );
}

/** Changes words, but not links and handles: their case has a meaning. */
export function keepLinks(text: string, change: (part: string) => string): string {
  return text
    .split(/(\S*(?:\/|@|\.[a-z]{2})\S*)/)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

function before(text: string, words: string, context: FillContext): string {
  if (/^\p{P}*\S+(?: \S+)?[,!:，：] /u.test(text)) return text;
  return `${expand(parsePattern(words), context)} ${text}`;
}

function after(text: string, words: string, context: FillContext): string {
  const gap = /[\p{P}\p{S}]$/u.test(text) ? ' ' : '. ';
  return text + pick([gap, gap, '\n'], context.random) + expand(parsePattern(words), context);
}
