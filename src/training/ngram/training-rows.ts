import { LABELS } from '../../domain/correction.js';
import { augment } from '../augment.js';
import { createRandom, type Random, shuffled } from '../random.js';
import { generateTexts } from '../templates/generate-texts.js';
import { TEMPLATE_KINDS } from '../templates/kinds.js';
import type { SourcedText } from './corpus.js';
import type { Recipe } from './recipe.js';

/** Prefix of the names under which written texts count as sources. */
const MADE = 'made_';

/** As many rows of each source and class as the recipe takes; the rest is drawn out. They keep their order. */
export function capSources(rows: readonly SourcedText[], recipe: Recipe, seed: number): SourcedText[] {
  const random = createRandom(seed, 'split');
  const sources = [...new Set(rows.map(({ source }) => source))];
  return sources.flatMap((source) =>
    LABELS.flatMap((label) => {
      const own = rows.filter((row) => row.source === source && row.label === label);
      const most = recipe.sources[source]?.[label] ?? Infinity;
      return own.length <= most ? own : shuffled(own, random).slice(0, most);
    }),
  );
}

/** The written texts of the recipe, each kind a source of its own. */
export function makeTexts(recipe: Recipe, seed: number): SourcedText[] {
  const random = createRandom(seed, 'split');
  return TEMPLATE_KINDS.flatMap((kind) =>
    generateTexts(kind, recipe.made[kind], random).map(({ label, text }) => ({
      label,
      text,
      source: `${MADE}${kind}`,
    })),
  );
}

/** One changed copy a row. */
export function augmentRows(
  rows: readonly SourcedText[],
  augmentation: Recipe['copies'][number],
  random: Random,
): SourcedText[] {
  const ham = new Map<string, string[]>();
  for (const { label, text, source } of rows) {
    const own = ham.get(source) ?? [];
    if (label === 'ham') own.push(text);
    ham.set(source, own);
  }
  const anyHam = [...ham.values()].flat();
  return rows.map((row) => ({
    ...augment(
      row,
      // Spam hides among any ham; ham goes on with its own like.
      { ham: row.label === 'spam' ? anyHam : (ham.get(row.source) ?? []), augmentation },
      random,
    ),
    source: row.source,
  }));
}

/** What each row weighs: small sources as much as large ones, nearly; spam its share; 1 on average. */
export function weighRows(rows: readonly SourcedText[], recipe: Recipe): Float64Array {
  const counts = new Map<string, number>();
  const keyOf = ({ source, label }: SourcedText): string => `${source} ${label}`;
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  const raw = Float64Array.from(
    rows,
    (row) => factorOf(row.source, recipe) * (counts.get(keyOf(row)) ?? 1) ** -recipe.crowding,
  );
  const total = { spam: 0, ham: 0 };
  rows.forEach(({ label }, i) => (total[label] += raw[i] ?? 0));
  const shares = { spam: recipe.spamShare, ham: 1 - recipe.spamShare };
  return raw.map((weight, i) => {
    const label = rows[i]?.label ?? 'ham';
    return Math.min(recipe.heaviest, (weight * shares[label] * rows.length) / total[label]);
  });
}

function factorOf(source: string, { sources, madeFactor }: Recipe): number {
  const kind = TEMPLATE_KINDS.find((name) => source === MADE + name);
  return kind === undefined ? (sources[source]?.factor ?? 1) : madeFactor[kind];
}
