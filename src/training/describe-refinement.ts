import type { Manifest } from '../classifier/manifest.js';

/** The section of a card about what a model learnt after its training; none where it learnt nothing. */
export function describeRefinement({
  refinement,
  parent,
}: Pick<Manifest, 'refinement' | 'parent'>): string[] {
  if (refinement === undefined) return [];
  const { corrections, traffic, corpus, addedNgrams, settings } = refinement;
  const values = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [
    '## Refined',
    [
      `- made from ${parent ?? 'another model'} and corrections by people: ${corrections.spam} spam, ${corrections.ham} ham`,
      `- held to the scores of that model on ${traffic} recent messages; labelled messages at hand: ${corpus}`,
      ...(addedNgrams === 0 ? [] : [`- n-grams added: ${addedNgrams}`]),
      `- settings: ${values.join(', ') || 'none'}`,
      '- what was measured of the model before is not true of this one and has been left out',
    ].join('\n'),
  ];
}
