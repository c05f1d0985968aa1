import { type Random, shuffled } from '../random.js';
import { pick } from './choose.js';
import { expand, tidy } from './expand.js';
import { dressUp } from './fancy.js';
import { type GeneratedText, LABEL_OF, type TemplateKind } from './kinds.js';
import { type PatternNode, parsePattern } from './pattern.js';
import type { PatternSet } from './pattern-set.js';
import { PATTERN_SETS } from './patterns/index.js';
import type { FillContext } from './slots.js';
import { vary } from './variation.js';

/** Patterns of one language, dealt like cards: each once before one comes again. */
interface Deck {
  readonly language: string;
  readonly cards: readonly Card[];
  rest: Card[];
}

interface Card {
  readonly pattern: string;
  readonly set: PatternSet;
}

type Deal = () => { readonly language: string; readonly card: Card };

// A pattern without slots has few wordings: after so many draws the text may be one that was there.
const TRIES = 40;

/**
 * Written examples of one kind, all languages mixed; the random stream decides them. No text comes twice as long as
 * the patterns have another one.
 */
export function generateTexts(kind: TemplateKind, count: number, random: Random): GeneratedText[] {
  const deal = dealer(kind, random);
  const seen = new Set<string>();
  return Array.from({ length: count }, () => {
    let made = write(kind, deal, random);
    for (let tries = 1; tries < TRIES && seen.has(made.text); tries += 1) made = write(kind, deal, random);
    seen.add(made.text);
    return made;
  });
}

function write(kind: TemplateKind, deal: Deal, random: Random): GeneratedText {
  const { language, card } = deal();
  const context: FillContext = { locale: pick(card.set.locales, random), random, chosen: new Map() };
  const plain = tidy(expand(nodesOf(card.pattern), context));
  const text = kind === 'fancy' && !card.set.isDressed ? dressUp(plain, context) : vary(plain, kind, context);
  return { label: LABEL_OF[kind], text: tidy(text), kind, language };
}

/** Languages in proportion to the root of their number of patterns: a small set is not worn out, a large one leads. */
function dealer(kind: TemplateKind, random: Random): Deal {
  const decks = decksOf(kind);
  const weights = decks.map(({ cards }) => Math.sqrt(cards.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random.next() * total;
    const deck = decks.find((_, index) => (left -= weights[index] ?? 0) < 0) ?? pick(decks, random);
    if (deck.rest.length === 0) deck.rest = shuffled(deck.cards, random);
    const card = deck.rest.pop() ?? pick(deck.cards, random);
    return { language: deck.language, card };
  };
}

function decksOf(kind: TemplateKind): Deck[] {
  const decks = new Map<string, Card[]>();
  for (const set of setsOf(kind)) {
    const language = set.language ?? set.locales[0]?.language ?? 'und';
    const cards = decks.get(language) ?? [];
    decks.set(language, [...cards, ...set.patterns.map((pattern) => ({ pattern, set }))]);
  }
  return [...decks].map(([language, cards]) => ({ language, cards, rest: [] }));
}

/** Fancy texts are written as such, or ordinary ones dressed up. */
function setsOf(kind: TemplateKind): readonly PatternSet[] {
  if (kind !== 'fancy') return PATTERN_SETS[kind];
  return [
    ...PATTERN_SETS.fancy,
    ...PATTERN_SETS.community,
    ...PATTERN_SETS.chat,
    ...PATTERN_SETS.transactional,
  ];
}

const parsed = new Map<string, readonly PatternNode[]>();

function nodesOf(pattern: string): readonly PatternNode[] {
  const nodes = parsed.get(pattern) ?? parsePattern(pattern);
  parsed.set(pattern, nodes);
  return nodes;
}
