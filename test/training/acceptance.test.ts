import { readFile } from 'node:fs/promises';
import { nearDuplicateKey } from '../../src/training/near-duplicates.js';
import { type LabelledText, parseColumn, readLabelledFile } from '../../src/training/labelled-data.js';

const PATH = 'model/acceptance.tsv';

interface Row extends LabelledText {
  readonly behaviour: string;
}

let rows: readonly Row[] = [];
const withBehaviour = (behaviour: string) => rows.filter((row) => row.behaviour === behaviour);
const behaviours = () => [...new Set(rows.map((row) => row.behaviour))];

beforeAll(async () => {
  const file = await readLabelledFile(PATH);
  const values = parseColumn(file.bytes, PATH, 'behaviour');
  rows = file.rows.map((row, i) => ({ ...row, behaviour: values[i] ?? '' }));
});

test('the acceptance list is TSV with three full cells a line', async () => {
  const [header, ...lines] = (await readFile(PATH, 'utf8')).trimEnd().split('\n');
  expect(header).toBe('label\ttext\tbehaviour');
  expect(lines.filter((line) => !/^(spam|ham)\t[^\t\r]*\S[^\t\r]*\t[a-z]+(-[a-z]+)*$/.test(line))).toEqual(
    [],
  );
});

test('the acceptance list has at least 600 messages and more ham than spam', () => {
  const ham = rows.filter((row) => row.label === 'ham').length;
  expect(rows.length).toBeGreaterThanOrEqual(600);
  expect(rows.length - ham).toBeGreaterThanOrEqual(250);
  expect(ham).toBeGreaterThan(rows.length - ham);
});

test('the acceptance list has at least 15 messages of each behaviour, all with one label', () => {
  const small = behaviours().filter((behaviour) => withBehaviour(behaviour).length < 15);
  expect(small).toEqual([]);
  const mixed = behaviours().filter(
    (behaviour) => new Set(withBehaviour(behaviour).map((row) => row.label)).size > 1,
  );
  expect(mixed).toEqual([]);
});

test.each([
  [
    'ham',
    [
      ...['one-time-codes', 'bank-alerts', 'card-alerts', 'parcels', 'appointments', 'bills'],
      ...['operator-notices', 'tickets', 'school-notices', 'greetings', 'quarrels', 'jokes-about-spam'],
      ...['crypto-talk', 'money-talk', 'bare-links', 'commented-links', 'invitations'],
    ],
  ],
  [
    'spam',
    [
      ...['jobs', 'crypto', 'casino', 'adult', 'loans', 'kyc-phishing', 'parcel-phishing', 'prizes'],
      ...['fake-support', 'seeding-comments', 'dm-one-liners'],
    ],
  ],
])('the acceptance list covers what a default model must know, as %s', (label, expected) => {
  const found = new Set(rows.filter((row) => row.label === label).map((row) => row.behaviour));
  expect(expected.filter((behaviour) => !found.has(behaviour))).toEqual([]);
});

test('the acceptance list has 100 bare links and 100 links with a comment', () => {
  const bare = withBehaviour('bare-links').map(({ text }) => text);
  expect(bare).toHaveLength(100);
  expect(bare.filter((text) => !/^(https:\/\/)?[\w.-]+\.[a-z]{2,}\/\S+$/.test(text))).toEqual([]);
  const commented = withBehaviour('commented-links').map(({ text }) => text);
  expect(commented).toHaveLength(100);
  expect(commented.filter((text) => !/https:\/\/\S+/.test(text) || !/\s/.test(text))).toEqual([]);
});

test('the acceptance list has no two near-duplicates', () => {
  const seen = new Map<string, string>();
  const twins: string[][] = [];
  for (const { text } of rows) {
    const key = nearDuplicateKey(text);
    const twin = seen.get(key);
    if (twin !== undefined) twins.push([twin, text]);
    seen.set(key, text);
  }
  expect(twins).toEqual([]);
});

/** Letters of scripts that English does not have; a bundle is judged in more than one alphabet. */
test.each(['Cyrillic', 'Devanagari', 'Arabic', 'Han', 'Hiragana', 'Hangul'])(
  'the acceptance list has ham and spam in %s script',
  (script) => {
    const inScript = rows.filter(({ text }) => new RegExp(`\\p{Script=${script}}`, 'u').test(text));
    for (const label of ['ham', 'spam'])
      expect(inScript.filter((row) => row.label === label).length).toBeGreaterThanOrEqual(8);
  },
);
