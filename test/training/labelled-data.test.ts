import fc from 'fast-check';
import { DataError } from '../../src/training/data-error.js';
import { parseColumn, parseLabelled, readLabelledFile } from '../../src/training/labelled-data.js';
import { inFolder } from '../classifier/bundle-builder.js';
import { toTsv } from './messages.js';

const parse = (text: string, encoding: BufferEncoding = 'utf8') =>
  parseLabelled(Buffer.from(text, encoding), 'data.csv').map(({ label, text: content }) => [label, content]);

test.each<[string, string, string[][]]>([
  [
    'TSV',
    'label\ttext\nspam\tWin\nham\tHi\n',
    [
      ['spam', 'Win'],
      ['ham', 'Hi'],
    ],
  ],
  ['TSV with escapes', 'label\ttext\nham\ta\\tb\\nc\n', [['ham', 'a\tb\nc']]],
  ['TSV with quotes as they are', 'label\ttext\nham\t"Hi" she said\n', [['ham', '"Hi" she said']]],
  ['TSV with its columns in another order', 'id\ttext\tlabel\n1\tHi\tham\n', [['ham', 'Hi']]],
  ['TSV with CRLF', 'label\ttext\r\nham\tHi\r\n', [['ham', 'Hi']]],
  ['TSV with an empty text', 'label\ttext\nham\t\n', [['ham', '']]],
  ['CSV', 'label,text\nspam,Win\n', [['spam', 'Win']]],
  [
    'CSV in the Kaggle form',
    'v1,v2,,,\nham,"Hi, you",,,\nspam,Win,more,,\n',
    [
      ['ham', 'Hi, you'],
      ['spam', 'Win'],
    ],
  ],
  ['CSV with a newline in a text', 'v1,v2\nham,"a\nb"\n', [['ham', 'a\nb']]],
  ['CSV with doubled quotes', 'v1,v2\nham,"say ""hi"""\n', [['ham', 'say "hi"']]],
  ['a byte order mark', '\ufefflabel,text\nham,Hi\n', [['ham', 'Hi']]],
  ['empty lines', 'label,text\n\nham,Hi\n\n', [['ham', 'Hi']]],
  [
    'labels in capitals',
    'Label,Text\nHAM,Hi\n Spam ,Win\n',
    [
      ['ham', 'Hi'],
      ['spam', 'Win'],
    ],
  ],
  ['UTF-8', 'label,text\nham,Grüße €5 👍\n', [['ham', 'Grüße €5 👍']]],
])('parseLabelled() reads %s', (_, text, rows) => {
  expect(parse(text)).toEqual(rows);
});

test('parseLabelled() reads what is no UTF-8 as Windows-1252', () => {
  expect(parse('v1,v2\nspam,Only \xa35 \x80\n', 'latin1')).toEqual([['spam', 'Only £5 €']]);
});

test.each([
  ['has no columns', 'a,b\nham,Hi\n', ', line 1: it has no columns "label" and "text", nor "v1" and "v2"'],
  ['has no text column', 'label\nham\n', ', line 1: it has no columns "label" and "text", nor "v1" and "v2"'],
  ['is empty', '', ', line 1: it has no columns "label" and "text", nor "v1" and "v2"'],
  ['has a header only', 'label\ttext\n', ': it has no rows'],
  [
    'has another label',
    'label\ttext\nham\tHi\neggs\tHi\n',
    ', line 3: unknown label "eggs", expected spam or ham',
  ],
  ['has a row without text', 'label,text\nham,Hi\nham\n', ', line 3: the row has no text'],
  ['has a text cut at a tab', 'label\ttext\nham\ta\tb\n', ', line 2: the row has 3 columns, the header 2'],
  ['has a NUL', 'label,text\nham,\0\n', ': it is not a text file'],
])('parseLabelled() refuses a file that %s', (_, text, reason) => {
  expect(() => parse(text)).toThrow(new DataError(`Cannot read the data in "data.csv"${reason}`));
});

test('parseLabelled() names the line of a quote that never ends', () => {
  expect(() => parse('label,text\nham,"Hi\n')).toThrow(/^Cannot read the data in "data.csv": Quote .* line/);
});

test('parseLabelled() gives rows or a DataError for any bytes', () => {
  fc.assert(
    fc.property(fc.constantFrom('label\ttext\n', 'v1,v2\n', ''), fc.uint8Array(), (header, bytes) => {
      let rows: unknown;
      try {
        rows = parseLabelled(Buffer.concat([Buffer.from(header), bytes]), 'data.csv');
      } catch (error) {
        rows = error;
      }
      expect(Array.isArray(rows) || rows instanceof DataError).toBe(true);
    }),
  );
});

test('parseLabelled() gives back rows written as TSV', () => {
  const text = fc.string().filter((value) => !/[\t\r\n\0\\]/.test(value));
  const row = fc.record({ label: fc.constantFrom('spam' as const, 'ham' as const), text });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      expect(parseLabelled(Buffer.from(toTsv(rows)), 'data.tsv')).toEqual(rows);
    }),
  );
});

test.each([
  ['TSV', 'label\ttext\tgenre\nham\tHi\tchat\nspam\tWin\tprize\n', ['chat', 'prize']],
  ['TSV with the column first and escapes in it', 'genre\tlabel\ttext\na\\tb\tham\tHi\n', ['a\tb']],
  ['CSV', 'label,text,genre\nham,"Hi, you","a, b"\n', ['a, b']],
  ['a header in capitals, with spaces', 'label,text, Genre \nham,Hi,chat\n', ['chat']],
  ['rows that are too short', 'label,text,genre\nham,Hi\nspam,Win,prize\n', ['', 'prize']],
  ['empty lines', 'label\ttext\tgenre\n\nham\tHi\tchat\n', ['chat']],
])('parseColumn() reads %s', (_, text, cells) => {
  const bytes = Buffer.from(text);
  expect(parseColumn(bytes, 'data.csv', 'genre')).toEqual(cells);
  expect(parseLabelled(bytes, 'data.csv')).toHaveLength(cells.length);
});

test.each(['genre', ''])('parseColumn() refuses "%s", which is no column', (name) => {
  expect(() => parseColumn(Buffer.from('label,text,,\nham,Hi,,\n'), 'data.csv', name)).toThrow(
    new DataError(
      `Cannot read the data in "data.csv", line 1: it has no column "${name}", its columns are label, text`,
    ),
  );
});

test.each([['is not there', './no-such.csv', 'Cannot read the data in "./no-such.csv": it does not exist']])(
  'readLabelledFile() refuses a file that %s',
  async (_, path, message) => {
    await expect(readLabelledFile(path)).rejects.toThrow(message);
  },
);

test('readLabelledFile() refuses a folder', async () => {
  await inFolder(async (dir) => {
    await expect(readLabelledFile(dir)).rejects.toThrow(`Cannot read the data in "${dir}": it is a folder`);
  });
});
