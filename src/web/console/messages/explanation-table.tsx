import type { ExplainedPart, Explanation } from '../../../domain/explanation.js';
import { StrangersText, StrangersWord } from '../strangers-text.js';
import { Table } from '../parts.js';

interface ExplanationProps {
  readonly explanation: Explanation | null;
  /** That decided. */
  readonly model: string;
  /** That explains. */
  readonly currentModel: string;
}

const MOST_PARTS = 20;

export function ExplanationTable({ explanation, model, currentModel }: ExplanationProps) {
  return (
    <section>
      <h2>Why</h2>
      {model === currentModel ? null : (
        <p class="hint">
          {model} decided; what follows is what {currentModel} makes of the text, which is used now.
        </p>
      )}
      {explanation === null ? (
        <p class="empty">There is no text to explain, or the model cannot read it.</p>
      ) : (
        <Parts {...explanation} />
      )}
    </section>
  );
}

function Parts({ parts, rest, normalised, isExact }: Explanation) {
  return (
    <>
      <p class="hint">
        Above zero speaks for spam, below zero against it, in log odds: 0.7 doubles the odds.
        {isExact
          ? ''
          : ' Each part was left out once to see what that changes; together they need not add up.'}
      </p>
      <Table caption="What mattered most">
        <thead>
          <tr>
            <th scope="col">Part of the text</th>
            <th scope="col" class="number">
              Log odds
            </th>
          </tr>
        </thead>
        <tbody>
          {strongest(parts).map(({ text, logOdds }) => (
            <tr>
              <th scope="row">
                <StrangersWord>{text}</StrangersWord>
              </th>
              <td class="number">{signed(logOdds)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">No part: how common spam is, and how the text is written as a whole</th>
            <td class="number">{signed(rest)}</td>
          </tr>
        </tbody>
      </Table>
      {normalised === null ? null : (
        <>
          <h3>As the model reads it</h3>
          <StrangersText text={normalised} />
        </>
      )}
    </>
  );
}

const strongest = (parts: readonly ExplainedPart[]): readonly ExplainedPart[] =>
  parts.toSorted((one, other) => Math.abs(other.logOdds) - Math.abs(one.logOdds)).slice(0, MOST_PARTS);

const signed = (logOdds: number): string => `${logOdds < 0 ? '−' : '+'}${Math.abs(logOdds).toFixed(2)}`;
