import type { ThresholdCurve } from '../../../app/read-threshold-curve.js';
import type { ThresholdOutcome } from '../../../domain/quality.js';
import type { ConversationKey } from '../../../domain/store.js';
import { LineChart, type Series } from '../charts/line-chart.js';
import { Empty } from '../parts.js';
import { countText, percent, thresholdText } from '../words.js';
import { conversationPath } from './conversation-path.js';
import { OutcomeText, ThresholdForm } from './quality-part.js';

export interface TrialProps {
  readonly conversation: ConversationKey;
  readonly trial: ThresholdCurve;
  /** The threshold that somebody asks about. */
  readonly tried: number;
  /** Null for who may only look. */
  readonly csrf: string | null;
}

/** What each threshold would have done: a picture, and the numbers of one. */
export function TrialPart({ conversation, trial, tried, csrf }: TrialProps) {
  const { triedOn, decided, now } = trial;
  if (triedOn === 0)
    return (
      <section id="trial">
        <h2>What another threshold would have done</h2>
        <Empty>Nothing was scored here yet.</Empty>
      </section>
    );
  return (
    <section id="trial">
      <h2>What another threshold would have done</h2>
      <p class="hint">
        On the last {countText(triedOn)} scored messages, and on {countText(decided.spam)} spam and{' '}
        {countText(decided.ham)} ham that people decided about. By the scores alone: trust, one-time codes and
        what surrounds a text are left out.
      </p>
      <LineChart
        id="curve"
        title="What each threshold would have done"
        description={`Shares by threshold from 0 to 1. The threshold in force is ${thresholdText(now.threshold)}. The field below gives the numbers for any of them.`}
        x={{ from: 0, to: 1, ticks: TENTHS, label: 'threshold' }}
        y={{ from: 0, to: 1, ticks: QUARTERS, label: 'share' }}
        series={seriesOf(trial)}
        now={{ at: now.threshold, text: `now ${thresholdText(now.threshold)}` }}
      />
      <TriedForm conversation={conversation} tried={tried} />
      <TriedOutcome conversation={conversation} trial={trial} tried={tried} csrf={csrf} />
    </section>
  );
}

const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, text: String(at) }));
const QUARTERS = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: percent(at, 0) }));

function seriesOf({ points, triedOn, decided }: ThresholdCurve): readonly Series[] {
  const line = (
    words: Pick<Series, 'name' | 'kind'>,
    countOf: (outcome: ThresholdOutcome) => number,
    whole: number,
  ): readonly Series[] =>
    whole === 0
      ? []
      : [
          {
            ...words,
            points: points.map((outcome) => [outcome.threshold, countOf(outcome) / whole] as const),
          },
        ];
  return [
    ...line({ name: 'called spam', kind: 'all' }, ({ spam }) => spam, triedOn),
    ...line({ name: 'unsure', kind: 'unsure' }, ({ unsure }) => unsure, triedOn),
    ...line({ name: 'decided spam caught', kind: 'ham' }, ({ caught }) => caught, decided.spam),
    ...line({ name: 'decided ham wrongly called', kind: 'spam' }, (of) => of.wronglyCalled, decided.ham),
  ];
}

function TriedForm({ conversation, tried }: Pick<TrialProps, 'conversation' | 'tried'>) {
  const action = `${conversationPath(conversation)}/threshold`;
  return (
    <form
      class="filters"
      method="get"
      action={action}
      hx-get={action}
      hx-trigger="submit, input changed delay:200ms from:#tried"
      hx-target="#outcome"
      hx-swap="outerHTML"
      hx-sync="this:replace"
    >
      <label class="wide">
        Try a threshold
        <input
          id="tried"
          type="range"
          name="threshold"
          min="0"
          max="1"
          step="0.01"
          value={String(tried)}
          aria-controls="outcome"
        />
      </label>
      <button type="submit">Show its numbers</button>
    </form>
  );
}

/** The numbers of one threshold, and a way to use it. */
export function TriedOutcome({ conversation, trial, tried, csrf }: TrialProps) {
  const outcome = outcomeAt(trial, tried);
  return (
    <div id="outcome" class="card" aria-live="polite">
      <OutcomeText outcome={outcome} triedOn={trial.triedOn} />
      {csrf === null || outcome === trial.now ? null : (
        <ThresholdForm conversation={conversation} threshold={outcome.threshold} csrf={csrf} />
      )}
    </div>
  );
}

/** The one in force as it is, any other to a hundredth. */
function outcomeAt({ now, points }: ThresholdCurve, threshold: number): ThresholdOutcome {
  return threshold === now.threshold ? now : (points[Math.round(threshold * (points.length - 1))] ?? now);
}
