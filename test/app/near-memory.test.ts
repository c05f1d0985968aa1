import { keyedHash } from '../support/privacy.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import type { OpenedScorer } from '../../src/classifier/opened-scorer.js';
import type { Label } from '../../src/domain/correction.js';
import type { Store } from '../../src/domain/store.js';
import type { Reason } from '../../src/domain/verdict.js';
import { openStore } from '../../src/store/open-store.js';
import { aMessage } from '../support/builders.js';
import { createTestGate, type TestGate } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

/** The real model: what an attacker adds has to look worse to it. */
let scorer: OpenedScorer;
beforeAll(async () => {
  scorer = await openScorer('model/default');
});
afterAll(() => scorer.close());

let opened: TestStore;
let gate: TestGate;
let sent = 0;
const gateOn = (store: Store, correctionScope: 'conversation' | 'everywhere' = 'conversation') =>
  createTestGate(store, 'quarantine', {
    currentScorer: () => scorer,
    correctionScope,
    newId: () => `M${sent}`,
  });
beforeEach(async () => {
  opened = await openTestStore();
  gate = gateOn(opened.store);
});
afterEach(() => opened.cleanUp());

async function arrive(text: string, conversation = '-1001', by = gate) {
  sent += 1;
  return (await by.filter(aMessage({ text, conversation, messageId: `${sent}` }))).message;
}
async function correct(label: Label, text: string, conversation?: string): Promise<string> {
  const { id } = await arrive(text, conversation);
  return correctAbout(label, { messageId: id });
}
async function correctAbout(label: Label, about: { messageId: string } | { text: string }): Promise<string> {
  const correctionId = `C${(sent += 1)}`;
  await gate.recordCorrection({ correctionId, label, author: '7', role: 'admin', source: 'telegram', about });
  return correctionId;
}
const reasonsFor = async (text: string, conversation?: string, by?: TestGate): Promise<readonly Reason[]> =>
  (await arrive(text, conversation, by)).verdict.reasons;

const CHOIR =
  'The choir meets on Thursday evening at half past seven in the school on Mill Street, room 12. Bring your folders, ' +
  'please, and tell @choir_anna or anna@choir.example whether you come; the times are at choir.example/times.';
const HAM = ['released-nearly'];
const SPAM = ['confirmed-nearly'];

describe('createFilter() and nearly the same text', () => {
  test('filter() lets through what is nearly a released text, and withholds what is nearly a confirmed one', async () => {
    await correct('spam', 'We hand out the old garden chairs on Saturday, ask @gardener_1 for one of the 20');
    expect(
      await reasonsFor('We hand out the old garden chairs on Saturday, ask @gardener_77 for one of the 30'),
    ).toEqual(SPAM);
    await correct('ham', CHOIR);
    expect(await reasonsFor(CHOIR.replace('Thursday', 'Tuesday'))).toEqual(HAM);
    expect(await reasonsFor('Has anybody seen my blue umbrella in the hall?')).toEqual(['below-threshold']);
  });

  test('filter() needs no model for what is nearly a confirmed text', async () => {
    const broken = { model: 'm', score: () => Float32Array.of(NaN) };
    await correct('spam', CHOIR);
    const other = createTestGate(opened.store, 'quarantine', {
      currentScorer: () => broken,
      newId: () => `M${sent}`,
    });
    expect(await reasonsFor(`${CHOIR} 🎵`, '-1001', other)).toEqual(SPAM);
    await correct('ham', CHOIR);
    expect(await reasonsFor(`${CHOIR} 🎵`, '-1001', other)).toEqual(['scorer-failed']);
  });

  test('filter() listens to the last correction, and no more to one that was withdrawn', async () => {
    const [first, second] = [CHOIR, CHOIR.replace('Thursday', 'Tuesday')];
    await correct('spam', first);
    const released = await correct('ham', second);
    const third = CHOIR.replace('Thursday', 'Monday');
    expect(await reasonsFor(third)).toEqual(HAM);
    expect(await reasonsFor(first)).toEqual(['confirmed-before']);
    await opened.store.withdrawCorrection(released, { author: 'Bea', at: '2026-01-02T03:04:06.000Z' });
    expect(await reasonsFor(third)).toEqual(SPAM);
  });

  test('filter() knows what was corrected before a restart', async () => {
    await correct('spam', CHOIR);
    await opened.store.close();
    const next = await openStore(opened.url, keyedHash);
    expect(await reasonsFor(`${CHOIR} 🎵`, '-1001', gateOn(next))).toEqual(SPAM);
    await next.close();
  });

  test('filter() keeps to the conversation, or listens everywhere, as the setting says', async () => {
    await correct('spam', CHOIR, '-1002');
    await correctAbout('spam', {
      text: 'The old garden chairs are given away on Saturday, ask the gardener for one',
    });
    const near = `${CHOIR} 🎵`;
    const bare = '🌻 The old garden chairs are given away on Saturday, ask the gardener for one!';
    expect(await reasonsFor(near)).toEqual(['below-threshold']);
    expect(await reasonsFor(bare)).toEqual(['below-threshold']);
    const everywhere = gateOn(opened.store, 'everywhere');
    expect(await reasonsFor(near, '-1001', everywhere)).toEqual(SPAM);
    expect(await reasonsFor(bare, '-1001', everywhere)).toEqual(SPAM);
    expect(await reasonsFor(CHOIR, '-1001', everywhere)).toEqual(['confirmed-before']);
  });
});

describe('createFilter() and who copies a released text', () => {
  test.each([
    ['another link', CHOIR.replace('choir.example/times', 'choir-times.example/t')],
    ['another path', CHOIR.replace('/times', '/win')],
    ['another handle', CHOIR.replace('@choir_anna', '@choir_annna')],
    ['another e-mail address', CHOIR.replace('anna@', 'ana@')],
    ['a link more', `${CHOIR} See bit.ly/3xYz`],
    ['a link with a masked dot', `${CHOIR} See evil[.]com`],
    ['a link with blanks', `${CHOIR} See t . me / evil`],
    ['a phone number more', `${CHOIR} Call 202 555 0100`],
    ['a wallet more', `${CHOIR} bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq`],
    ['a link of another alphabet', CHOIR.replace('choir.example', 'сhoir.example')],
  ])('filter() does not take for released what has %s', async (_, copy) => {
    await correct('ham', CHOIR);
    expect(await reasonsFor(copy)).not.toContain('released-nearly');
  });

  test.each([
    ['an offer at the end', `${CHOIR} Earn 500 dollars a day from home, write to me!`],
    ['an offer at the beginning', `Free crypto bonus for you! ${CHOIR}`],
    ['an offer in the middle', CHOIR.replace('your folders', 'free casino money')],
  ])('filter() does not take for released what the model finds worse: %s', async (_, copy) => {
    await correct('ham', CHOIR);
    expect(await reasonsFor(copy)).not.toContain('released-nearly');
  });

  test('filter() does not take for released what hides behind the end of what is read', async () => {
    const long = `${CHOIR} ${'We sing old songs and new ones, loud and soft. '.repeat(60)}`;
    await correct('ham', long);
    expect(await reasonsFor(`${long} Win at evil.com`)).not.toContain('released-nearly');
  });
});
