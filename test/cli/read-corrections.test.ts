import fc from 'fast-check';
import { HEADER, rowOf } from '../../src/cli/corrections/corrections-table.js';
import { parseCorrections } from '../../src/cli/corrections/read-corrections.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { CORRECTION_ROLES, CORRECTION_SOURCES, LABELS } from '../../src/domain/correction.js';
import { CHANNELS } from '../../src/domain/message.js';
import { DataError } from '../../src/training/data-error.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const OPTIONS = { author: 'import' };

describe('parseCorrections()', () => {
  test('gives back what export writes, whatever people wrote', () => {
    const word = fc.stringMatching(/^[\p{L}\d]{1,20}$/u);
    // An exported text has no way to say that its "\n" are two characters.
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((one) => one.trim() !== '' && !/[\\\r\0]/.test(one));
    const time = fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((date) => date.toISOString());
    const correction = fc.record({
      id: word,
      text,
      label: fc.constantFrom(...LABELS),
      author: word,
      role: fc.constantFrom(...CORRECTION_ROLES),
      source: fc.constantFrom(...CORRECTION_SOURCES),
      conversation: fc.option(fc.record({ channel: fc.constantFrom(...CHANNELS), id: word })),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((score) => score + 0)),
      model: fc.option(word),
      createdAt: time,
      withdrawnAt: fc.option(time),
    });
    fc.assert(
      fc.property(fc.array(correction, { minLength: 1 }), (all) => {
        const rows = all.map((one) => rowOf({ ...one, messageId: 'M1' }));
        const read = parseCorrections(bytesOf([HEADER, ...rows, ''].join('\n')), 'all.tsv', OPTIONS);
        expect(read).toEqual(all);
      }),
    );
  });

  test.each(['x.tsv', 'x.csv', 'spam.txt', 'x'])(
    'of any bytes in %s fails in its own words or not at all',
    (path) => {
      const header = fc.constantFrom('', 'label\ttext\n', 'label,text\n', `${HEADER}\n`);
      const cells = fc.array(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('spam', '\t', '\n', '"', ',')),
      );
      fc.assert(
        fc.property(
          header,
          fc.oneof(
            cells.map((all) => bytesOf(all.join(''))),
            fc.uint8Array(),
          ),
          (start, rest) => {
            const bytes = Uint8Array.from([...bytesOf(start), ...rest]);
            try {
              for (const { text, label } of parseCorrections(bytes, path, OPTIONS)) {
                expect(LABELS).toContain(label);
                expect(text.trim()).not.toBe('');
              }
            } catch (error) {
              const isOwn = error instanceof DataError || error instanceof UsageError;
              if (!isOwn) throw error;
            }
          },
        ),
      );
    },
  );

  test('finds the columns in any order, and times with any offset', () => {
    const file = 'ID,Text,CreatedAt,label\nC1,"Win, now",2026-01-02T03:04:05+03:00,SPAM\n';
    expect(parseCorrections(bytesOf(file), 'x', OPTIONS)).toMatchObject([
      { id: 'C1', text: 'Win, now', label: 'spam', createdAt: '2026-01-02T00:04:05.000Z', author: 'import' },
    ]);
  });
});
