import { createModelShelf } from '../../src/app/model-shelf.js';
import { createTrial } from '../../src/app/try-texts.js';
import { explainByOmission } from '../../src/classifier/explain-by-omission.js';
import { aPolicy } from '../support/builders.js';
import { wordScorer } from '../support/gate.js';

const faults: string[] = [];
let pauses = 0;
beforeEach(() => {
  faults.length = 0;
  pauses = 0;
});

const shelf = createModelShelf({
  open: async (id) => {
    if (id === 'damaged@1.0.0') throw new Error('A hash does not fit');
    if (id === 'none@1.0.0') return null;
    const explain = (text: string) => explainByOmission(wordScorer, text);
    return {
      scorer: { ...wordScorer, model: id, explain },
      defaultPolicy: () => aPolicy({ mode: 'quarantine' }, { spam: 0.5 }),
      close: () => undefined,
    };
  },
  most: 4,
});
const tryTexts = createTrial({
  shelf,
  onFault: (model) => void faults.push(model),
  pause: async () => void (pauses += 1),
});

describe('createTrial()', () => {
  test('gives each text the verdict of each model, by the rules of the channel', async () => {
    const texts = ['Free casino', 'Hello', 'STOP'];
    const tried = await tryTexts({ texts, models: ['a@1.0.0', 'b@1.0.0'], channel: 'sms' });
    expect(tried).toMatchObject(
      ['a@1.0.0', 'b@1.0.0'].map((model) => ({
        kind: 'tried',
        model,
        thresholds: { spam: 0.5 },
        results: [
          { verdict: { band: 'spam', action: 'quarantine', reasons: ['above-threshold'], model } },
          { verdict: { band: 'ham', action: 'accept', reasons: ['below-threshold'], model } },
          { verdict: { band: 'ham', reasons: ['carrier-keyword'], model } },
        ],
      })),
    );
    expect(pauses).toBe(6);
  });

  test('says what mattered in a text', async () => {
    const [tried] = await tryTexts({ texts: ['Free casino'], models: ['a@1.0.0'], channel: 'telegram' });
    const parts = tried?.kind === 'tried' ? (tried.results[0]?.explanation?.parts ?? []) : [];
    expect(parts.map(({ text, logOdds }) => [text, logOdds > 1])).toEqual([
      ['Free', false],
      ['casino', true],
    ]);
  });

  test('shows a text that the model fails on as the gate would judge it', async () => {
    const [tried] = await tryTexts({ texts: ['broken'], models: ['a@1.0.0'], channel: 'telegram' });
    expect(tried).toMatchObject({
      results: [
        { verdict: { score: null, action: 'observe', reasons: ['scorer-failed'] }, explanation: null },
      ],
    });
  });

  test.each([
    ['none@1.0.0', []],
    ['damaged@1.0.0', ['damaged@1.0.0']],
  ])('goes on without %s', async (model, expected) => {
    const tried = await tryTexts({ texts: ['Hello'], models: [model, 'a@1.0.0'], channel: 'api' });
    expect(tried.map(({ kind }) => kind)).toEqual(['unusable', 'tried']);
    expect(faults).toEqual(expected);
  });
});
