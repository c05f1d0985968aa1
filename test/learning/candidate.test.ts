import { openScorerFrom } from '../../src/classifier/open-scorer.js';
import { readBundleFiles } from '../../src/classifier/read-bundle.js';
import { makeCandidate, strengthsFor } from '../../src/learning/candidate.js';
import type { Lesson } from '../../src/learning/lessons.js';

const lesson = (text: string, label: Lesson['label'], group: number): Lesson => ({
  ...{ id: `C${group}`, text, label, author: 'Bea', channel: null, isNew: true, group, weight: 1 },
  at: '2026-01-02T03:04:05.000Z',
});
const LESSONS = [
  'free prize call now',
  'urgent cash claim',
  'win a free phone',
  'see you at home',
  'ok thanks',
].map((text, i) => lesson(text, i < 3 ? 'spam' : 'ham', i));

test('makeCandidate() refines a network as well, names what it comes from, and writes its card', async () => {
  const files = await readBundleFiles('model/dense');
  expect(strengthsFor(files)).toEqual([1]);
  const steps: string[] = [];
  const made = await makeCandidate(LESSONS, {
    start: { id: 'dense@1.0.0', files },
    anchors: [{ text: 'lunch at noon', target: 0.01, weight: 1 }],
    traffic: 0,
    corpus: [{ text: 'call me later', label: 'ham' }],
    strength: 1,
    version: '1.0.7',
    seed: 1,
    onStep: (what) => steps.push(what),
  });
  const scorer = await openScorerFrom(made, 'the candidate');
  const before = await openScorerFrom(files, 'model/dense');
  try {
    expect(scorer.model).toBe('dense@1.0.7');
    expect(scorer.manifest).toMatchObject({
      parent: 'dense@1.0.0',
      refinement: { corrections: { spam: 3, ham: 2 }, corpus: 1 },
    });
    expect(Buffer.from(made['CARD.md'] ?? '').toString()).toContain('## Refined');
    const [mine = NaN] = scorer.score(['urgent cash claim']);
    expect(mine).toBeGreaterThan(before.score(['urgent cash claim'])[0] ?? NaN);
    expect(steps.length).toBeGreaterThan(0);
  } finally {
    scorer.close();
    before.close();
  }
}, 60_000);
