import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** It stands two folders up both from `src` and from `dist`. */
const FILE = fileURLToPath(new URL('../../model/acceptance.tsv', import.meta.url));

const ESCAPES: Readonly<Record<string, string>> = { '\\t': '\t', '\\n': '\n', '\\\\': '\\' };

/** The messages that come with the program and that no model learns from, as lines of `label<TAB>text<TAB>behaviour`. */
export async function readWrittenList(
  file = FILE,
): Promise<readonly { readonly text: string; readonly label: 'spam' | 'ham' }[]> {
  const [, ...lines] = (await readFile(file, 'utf8')).split(/\r?\n/);
  return lines.flatMap((line) => {
    const [label, text] = line.split('\t');
    if (text === undefined || (label !== 'spam' && label !== 'ham')) return [];
    return [{ label, text: text.replaceAll(/\\[tn\\]/g, (escape) => ESCAPES[escape] ?? escape) }];
  });
}
