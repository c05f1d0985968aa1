import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '../../../src/training/data-error.js';
import { readCorpus, readLicences } from '../../../src/training/ngram/corpus.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'hamgate-corpus-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const written = async (text: string): Promise<string> => {
  const path = join(folder, 'licences.json');
  await writeFile(path, text);
  return path;
};

test('readCorpus() names its rows after the file, with its licence where one is known', async () => {
  const licences = await readLicences(await written('{"messages": "CC BY 4.0", "other": "MIT"}'));
  const { name, rows, record } = await readCorpus('test/fixtures/messages.tsv', licences);
  expect(name).toBe('messages');
  expect(rows.every(({ source }) => source === 'messages')).toBe(true);
  expect(record).toMatchObject({ name: 'messages', licence: 'CC BY 4.0' });
  expect((await readCorpus('test/fixtures/messages.tsv')).record.licence).toBeNull();
});

test.each([
  ['no JSON', 'CC BY'],
  ['a list', '["CC BY"]'],
  ['a number for a licence', '{"messages": 4}'],
])('readLicences() refuses %s', async (_what, text) => {
  const reading = readLicences(await written(text));
  await expect(reading).rejects.toThrow(DataError);
  await expect(reading).rejects.toThrow(/^Cannot read the licences in .*licences\.json: /);
});

test('readLicences() refuses a file that is not there', async () => {
  await expect(readLicences(join(folder, 'none.json'))).rejects.toThrow(DataError);
});
