/**
 * A wording with gaps. `{slot}` is filled in, `[text]` may be left out, `(a|b|c)` is one of them; both may be
 * nested. Round brackets without a bar are meant as they stand; `\` takes the meaning from the next character.
 */
export type PatternNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'slot'; readonly name: string }
  | { readonly type: 'choice'; readonly options: readonly (readonly PatternNode[])[] };

interface Cursor {
  readonly source: string;
  at: number;
}

/** Throws a SyntaxError where brackets do not match. */
export function parsePattern(source: string): readonly PatternNode[] {
  const cursor: Cursor = { source, at: 0 };
  const nodes = parseSequence(cursor, '');
  if (cursor.at < source.length) throw fault(cursor, `unexpected "${source.charAt(cursor.at)}"`);
  return nodes;
}

/** Names of the slots of a pattern, in order, with repetitions. */
export function slotsOf(nodes: readonly PatternNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'slot') return [node.name];
    return node.type === 'choice' ? node.options.flatMap(slotsOf) : [];
  });
}

function parseSequence(cursor: Cursor, stops: string): PatternNode[] {
  const nodes: PatternNode[] = [];
  while (cursor.at < cursor.source.length) {
    const char = cursor.source.charAt(cursor.at);
    if (stops.includes(char)) break;
    nodes.push(...parseNode(cursor, char));
  }
  return nodes;
}

function parseNode(cursor: Cursor, char: string): PatternNode[] {
  if (char === '{') return [parseSlot(cursor)];
  if (char === '[') return [parseOptional(cursor)];
  if (char === '(') return parseChoice(cursor);
  if (')]}|'.includes(char)) throw fault(cursor, `unexpected "${char}"`);
  return [parseText(cursor)];
}

function parseText(cursor: Cursor): PatternNode {
  let text = '';
  while (cursor.at < cursor.source.length) {
    const char = cursor.source.charAt(cursor.at);
    if ('{}[]()|'.includes(char)) break;
    if (char === '\\') cursor.at += 1;
    text += cursor.source.charAt(cursor.at);
    cursor.at += 1;
  }
  return { type: 'text', text };
}

function parseSlot(cursor: Cursor): PatternNode {
  const match = /\{([a-z]+)\}/y;
  match.lastIndex = cursor.at;
  const name = match.exec(cursor.source)?.[1];
  if (name === undefined) throw fault(cursor, 'not a slot');
  cursor.at += name.length + 2;
  return { type: 'slot', name };
}

function parseOptional(cursor: Cursor): PatternNode {
  cursor.at += 1;
  const options = parseOptions(cursor, ']');
  return { type: 'choice', options: [...options, ...options.map(() => [])] };
}

function parseChoice(cursor: Cursor): PatternNode[] {
  cursor.at += 1;
  const options = parseOptions(cursor, ')');
  const [only = [], ...others] = options;
  if (others.length > 0) return [{ type: 'choice', options }];
  return [{ type: 'text', text: '(' }, ...only, { type: 'text', text: ')' }];
}

function parseOptions(cursor: Cursor, end: string): PatternNode[][] {
  const options = [parseSequence(cursor, `|${end}`)];
  while (cursor.source.charAt(cursor.at) === '|') {
    cursor.at += 1;
    options.push(parseSequence(cursor, `|${end}`));
  }
  if (cursor.source.charAt(cursor.at) !== end) throw fault(cursor, `"${end}" is missing`);
  cursor.at += 1;
  return options;
}

function fault({ source, at }: Cursor, problem: string): SyntaxError {
  return new SyntaxError(`Cannot read the pattern "${source}": ${problem} at ${at}`);
}
