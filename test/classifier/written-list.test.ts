import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWrittenList } from '../../src/classifier/written-list.js';
import { readAcceptance } from '../../src/learning/acceptance.js';

describe('readWrittenList()', () => {
  test('has the messages that candidates are measured on', async () => {
    const expected = (await readAcceptance()).map(({ text, label }) => ({ text, label }));
    expect(await readWrittenList()).toEqual(expected);
  });

  test('reads tabs and line breaks as they are written, and leaves out what is no row', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hamgate-list-'));
    const file = join(folder, 'list.tsv');
    writeFileSync(file, 'label\ttext\tbehaviour\nham\ta\\tb\\nc\\\\n\tx\r\nmaybe\tno\tx\n\nspam\tFree\tx\n');
    expect(await readWrittenList(file)).toEqual([
      { label: 'ham', text: 'a\tb\nc\\n' },
      { label: 'spam', text: 'Free' },
    ]);
    rmSync(folder, { recursive: true });
  });
});
