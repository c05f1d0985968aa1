import type { TriedModel, TriedText } from '../../../app/try-texts.js';
import { REASON_TEXT } from '../../../domain/verdict.js';
import { BandBadge, Score } from '../parts.js';
import { StrangersText } from '../strangers-text.js';
import { thresholdText } from '../words.js';
import type { TrialForm } from './read-trial.js';

interface ResultsProps {
  readonly form: TrialForm;
  readonly tried: readonly TriedModel[];
}

/** Text by text, with the models beside each other. */
export function TrialResults({ form: { texts, problems }, tried }: ResultsProps) {
  const wrong = Object.values(problems);
  if (wrong.length > 0)
    return (
      <div role="alert">
        {wrong.map((text) => (
          <p class="problem">{text}.</p>
        ))}
      </div>
    );
  return (
    <>
      <h2>Results</h2>
      <p class="hint">
        Marked words speak for spam (warm) or against it (green): the stronger, the more. As from somebody who
        is new, and without what people have said of the same text before.
      </p>
      <Unusable tried={tried} />
      <ol class="rows">
        {texts.map((text, index) => (
          <li class="card">
            <h3>Text {index + 1}</h3>
            <div class="side-by-side">
              {tried.map((model) =>
                model.kind === 'unusable' ? null : (
                  <Tried {...model} text={text} result={model.results[index]} />
                ),
              )}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

function Unusable({ tried }: Pick<ResultsProps, 'tried'>) {
  return (
    <>
      {tried.map(({ kind, model }) =>
        kind === 'unusable' ? (
          <p class="problem">
            <bdi>{model}</bdi> cannot be used: there is no such model, its files are gone, or they cannot be
            loaded.
          </p>
        ) : null,
      )}
    </>
  );
}

interface TriedProps extends Extract<TriedModel, { readonly kind: 'tried' }> {
  readonly text: string;
  readonly result: TriedText | undefined;
}

function Tried({ model, thresholds, text, result }: TriedProps) {
  if (result === undefined) return null;
  const { verdict, explanation } = result;
  const { normalised = null } = explanation ?? {};
  return (
    <div role="group" aria-label={model}>
      <p class="row-head">
        <strong>{model}</strong>
        <BandBadge band={verdict.band} />
        <span>
          score <Score value={verdict.score} />
        </span>
        <span>spam from {thresholdText(thresholds.spam)}</span>
      </p>
      <StrangersText text={text} parts={explanation?.parts ?? []} />
      <p class="hint">{verdict.reasons.map((reason) => REASON_TEXT[reason]).join('; ')}</p>
      {normalised === null ? null : (
        <details>
          <summary>As the model reads it</summary>
          <StrangersText text={normalised} />
        </details>
      )}
    </div>
  );
}
