import { manifestSchema, modelNameOf, thresholdsOf } from '../../src/classifier/manifest.js';
import { parseNgramBundle, renderNgramBundle } from '../../src/classifier/ngram/ngram-bundle.js';
import { aBundle } from './bundle-builder.js';
import { someParts } from './ngram/some-parts.js';

test('modelNameOf() joins name and version', async () => {
  expect(modelNameOf((await aBundle()).manifest)).toBe('tiny@1.2.3');
});

test.each([
  ['telegram', 0.6],
  ['sms', 0.7],
  ['api', 0.5],
] as const)('thresholdsOf() gives the thresholds for %s', async (channel, spam) => {
  expect(thresholdsOf((await aBundle()).manifest, channel)).toEqual({
    spam,
    review: 0.3,
    otp: 0.9,
    trusted: 0.7,
  });
});

test.each([
  ['a threshold above 1', { thresholds: { telegram: 1.1, sms: 0.5, api: 0.5, review: 0.3, otp: 0.9 } }],
  ['a name that is a path', { name: '../default' }],
  ['a version that is none', { version: 'latest' }],
  ['an unknown architecture', { architecture: 'transformer' }],
  ['an unknown calibration', { calibration: { kind: 'platt' } }],
  ['a refinement without its counts', { refinement: { settings: { epochs: 3 } } }],
])('manifestSchema refuses %s', async (_, change) => {
  expect(manifestSchema.safeParse({ ...(await aBundle()).manifest, ...change }).success).toBe(false);
});

test('manifests of both kinds keep what the model was refined with', async () => {
  const refinement = {
    corrections: { spam: 3, ham: 4 },
    traffic: 5,
    corpus: 0,
    addedNgrams: 6,
    settings: { epochs: 2 },
  };
  const { manifest } = await aBundle();
  expect(manifestSchema.parse({ ...manifest, refinement }).refinement).toEqual(refinement);
  const ngram = parseNgramBundle(renderNgramBundle(someParts({ refinement })), 'memory');
  expect(ngram.manifest.refinement).toEqual(refinement);
});
