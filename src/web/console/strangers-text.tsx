import type { ComponentChildren } from 'preact';
import type { ExplainedPart } from '../../domain/explanation.js';

/** Longer ones are cut in lists: in UTF-16 units, and in lines. */
const SHOWN = 1_000;
const LINES = 15;

interface TextProps {
  readonly text: string;
  /** What each part of it adds, for marks; none where nothing is explained. */
  readonly parts?: readonly ExplainedPart[];
}

/** What a stranger wrote, kept apart from the text around it; a long one is cut, and shown in full on demand. */
export function StrangersText({ text, parts = [] }: TextProps) {
  const end = endOfShown(text);
  return (
    <>
      <span class="message-text" dir="auto">
        {markedText(text, parts, end)}
        {end < text.length ? '…' : ''}
      </span>
      {end === text.length ? null : (
        <details>
          <summary>Show all {text.length.toLocaleString('en')} characters</summary>
          <span class="message-text" dir="auto">
            {text}
          </span>
        </details>
      )}
    </>
  );
}

/** All of it, or as much as is shown at first. */
function endOfShown(text: string): number {
  const end = text.length <= SHOWN ? text.length : wholeCharacter(text, SHOWN);
  let at = -1;
  for (let line = 0; line < LINES; line++) {
    at = text.indexOf('\n', at + 1);
    if (at === -1 || at >= end) return end;
  }
  return at;
}

/** An id, a name or another word of a stranger's, inside a line of ours. */
export function StrangersWord({ children }: { readonly children: string }) {
  const end = children.length <= MOST_OF_WORD ? children.length : wholeCharacter(children, MOST_OF_WORD);
  return (
    <bdi class="strangers-word">
      {children.slice(0, end)}
      {end < children.length ? '…' : ''}
    </bdi>
  );
}

const MOST_OF_WORD = 120;

/** No half of a surrogate pair is left at the end. */
function wholeCharacter(text: string, end: number): number {
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end;
}

/** The text up to `end`, with a mark around each part that adds something worth seeing. */
function markedText(text: string, parts: readonly ExplainedPart[], end: number): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end: stop, logOdds } of parts) {
    const kind = markOf(logOdds);
    if (kind === null || start < at || stop > end) continue;
    pieces.push(text.slice(at, start));
    pieces.push(
      <mark class={kind} title={`${logOdds > 0 ? '+' : '−'}${Math.abs(logOdds).toFixed(2)}`}>
        {text.slice(start, stop)}
      </mark>,
    );
    at = stop;
  }
  return [...pieces, text.slice(at, end)];
}

/** From how many log odds on a part is marked, and how strongly. */
const STEPS = [0.25, 0.75, 1.5] as const;

function markOf(logOdds: number): string | null {
  const step = STEPS.filter((least) => Math.abs(logOdds) >= least).length;
  return step === 0 ? null : `${logOdds > 0 ? 't' : 'h'}${step}`;
}
