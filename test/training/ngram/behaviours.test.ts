import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataError } from '../../../src/training/data-error.js';
import { readBehaviours } from '../../../src/training/ngram/behaviours.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'behaviours-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string): Promise<string> {
  const file = path.join(folder, 'list.tsv');
  await writeFile(file, text);
  return file;
}

test('readBehaviours() gives each message its behaviour', async () => {
  const file = await write('label\ttext\tbehaviour\nham\tHello\tgreetings\nspam\tWin now\tprizes\n');
  expect(await readBehaviours(file)).toEqual([
    { label: 'ham', text: 'Hello', behaviour: 'greetings' },
    { label: 'spam', text: 'Win now', behaviour: 'prizes' },
  ]);
});

test('readBehaviours() refuses a file without the column', async () => {
  const file = await write('label\ttext\nham\tHello\n');
  await expect(readBehaviours(file)).rejects.toThrow(DataError);
  await expect(readBehaviours(file)).rejects.toThrow('it has no column "behaviour"');
});
