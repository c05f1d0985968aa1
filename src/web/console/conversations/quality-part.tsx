import type { ConversationQuality } from '../../../app/measure-quality.js';
import type { Share, Suggestion, ThresholdOutcome } from '../../../domain/quality.js';
import { Csrf } from '../forms.js';
import { Figure } from '../parts.js';
import { boundedText, countText, percent, shareText, thresholdText } from '../words.js';
import { conversationPath } from './conversation-path.js';

/** Up to here the store counts. */
const MOST_COUNTED = 100_000;

interface QualityProps {
  readonly quality: ConversationQuality;
  /** Null for who may only look. */
  readonly csrf: string | null;
}

export function QualityPart({ quality, csrf }: QualityProps) {
  const { counts, decided, precision, recall } = quality;
  return (
    <section>
      <h2>How good the gate is here</h2>
      <dl class="figures">
        <Figure name="Messages kept">{boundedText(counts.messages, MOST_COUNTED)}</Figure>
        <Figure name="Called spam">{boundedText(counts.spam, MOST_COUNTED)}</Figure>
        <Figure name="Unsure">{boundedText(counts.unsure, MOST_COUNTED)}</Figure>
        <Figure name="People decided">
          {countText(decided.spam)} spam, {countText(decided.ham)} ham
        </Figure>
        <ShareFigure name="Precision" share={precision} />
        <ShareFigure name="Recall, at most" share={recall} />
      </dl>
      <p class="hint">
        Precision: of what was called spam and decided by people, how much is. Recall: of what people call
        spam, how much was called spam. People decide mostly about what the gate showed them, so the true
        recall is at most about this one. In brackets: where the true share lies in 95 of 100 cases.
      </p>
      <SuggestionPart quality={quality} csrf={csrf} />
    </section>
  );
}

function ShareFigure({ name, share }: { readonly name: string; readonly share: Share | null }) {
  return (
    <Figure name={name}>
      {share === null ? (
        <span class="soft">nothing decided yet</span>
      ) : (
        <>
          {percent(share.value)}{' '}
          <span class="interval">
            {shareText(share).replace(/^\S+ % /, '')}, {share.count} of {share.of}
          </span>
        </>
      )}
    </Figure>
  );
}

function SuggestionPart({ quality: { suggestion, triedOn, ...key }, csrf }: QualityProps) {
  return (
    <div class="card">
      <h3>Suggested threshold</h3>
      <SuggestionText suggestion={suggestion} triedOn={triedOn} />
      {suggestion.kind !== 'change' || csrf === null ? null : (
        <ThresholdForm conversation={key} threshold={suggestion.then.threshold} csrf={csrf} />
      )}
    </div>
  );
}

interface ThresholdFormProps {
  readonly conversation: Parameters<typeof conversationPath>[0];
  readonly threshold: number;
  readonly csrf: string;
}

/** One press makes it the threshold of the conversation. */
export function ThresholdForm({ conversation, threshold, csrf }: ThresholdFormProps) {
  const action = `${conversationPath(conversation)}/threshold`;
  return (
    <form
      class="actions"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#conversation"
      hx-swap="outerHTML"
    >
      <Csrf csrf={csrf} />
      <input type="hidden" name="threshold" value={String(threshold)} />
      <button type="submit">Use {thresholdText(threshold)} here</button>
    </form>
  );
}

function SuggestionText({
  suggestion,
  triedOn,
}: {
  readonly suggestion: Suggestion;
  readonly triedOn: number;
}) {
  switch (suggestion.kind) {
    case 'missing':
      return <p>{suggestion.missing}.</p>;
    case 'keep':
      return (
        <>
          <p>No other threshold catches more without calling more ham spam.</p>
          <OutcomeText outcome={suggestion.now} triedOn={triedOn} />
        </>
      );
    case 'change':
      return (
        <>
          <p>
            <strong>{thresholdText(suggestion.then.threshold)}</strong> catches the most decided spam without
            calling more decided ham spam than now.
          </p>
          <OutcomeText outcome={suggestion.now} triedOn={triedOn} />
          <OutcomeText outcome={suggestion.then} triedOn={triedOn} />
        </>
      );
  }
}

interface OutcomeProps {
  readonly outcome: ThresholdOutcome;
  readonly triedOn: number;
}

export function OutcomeText({ outcome, triedOn }: OutcomeProps) {
  const { threshold, spam, unsure, caught, wronglyCalled } = outcome;
  return (
    <p>
      With {thresholdText(threshold)}: of the last {countText(triedOn)} scored messages {countText(spam)} spam
      and {countText(unsure)} unsure; of the decided {countText(caught)} spam caught and{' '}
      {countText(wronglyCalled)} ham wrongly called spam.
    </p>
  );
}
