import type { ComponentChildren } from 'preact';
import { StrangersText } from '../strangers-text.js';
import { countText, percent } from '../words.js';
import type { ReportFacts } from './read-report.js';
import { ReportTable } from './report-table.js';

interface ReportProps {
  readonly report: ReportFacts;
  /** The model that it tells of. */
  readonly model: string;
  /** Texts by the ids of corrections and messages; what was erased is missing. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The report of a retraining in full. */
export function ReportPart({ report, model, texts }: ReportProps) {
  const { seconds, strength, current, checks } = report;
  return (
    <section>
      <h2>Report of its making</h2>
      <p class="hint">
        {seconds === null ? '' : `It took ${seconds} seconds. `}
        {strength === null ? '' : `How boldly it learnt: ${strength}. `}
        {current === '' ? '' : `Measured against ${current}.`}
      </p>
      {checks.length === 0 ? null : (
        <ReportTable
          caption="Conditions of the gate"
          head={['Condition', 'Holds', 'Numbers']}
          rows={checks.map(({ name, isPassed, text }) => [name, isPassed ? 'yes' : 'no', text])}
        />
      )}
      <SideBySide report={report} model={model} />
      <Learnt report={report} texts={texts} />
      <Changes report={report} texts={texts} />
    </section>
  );
}

const ratio = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${countText(part)} of ${countText(whole)} (${percent(part / whole)})`;

function SideBySide({ report: { measured, current }, model }: Omit<ReportProps, 'texts'>) {
  if (measured === null) return null;
  const { acceptance, future, mustPass, calibration, cost } = measured;
  const sets = [
    ['Written list', acceptance],
    ['Corrections it had not seen', future],
    ['Released texts', mustPass],
  ] as const;
  return (
    <ReportTable
      caption="Both models on the same messages"
      head={['', current === '' ? 'before' : current, model]}
      rows={[
        ...sets.flatMap(([name, of]) => [
          [`${name}: spam found`, ratio(of.currentCaught, of.spam), ratio(of.candidateCaught, of.spam)],
          [`${name}: ham called spam`, ratio(of.currentWronged, of.ham), ratio(of.candidateWronged, of.ham)],
        ]),
        ['Calibration error', calibration.current.toFixed(4), calibration.candidate.toFixed(4)],
        ['Time a message', '100 %', percent(cost.time, 0)],
        ['Size', '100 %', percent(cost.size, 0)],
      ]}
    />
  );
}

function Learnt({ report: { lessons, measured }, texts }: Omit<ReportProps, 'model'>) {
  if (lessons === null) return null;
  const moved = new Map((measured?.influences ?? []).map((influence) => [influence.author, influence]));
  return (
    <>
      <h3>What it learnt</h3>
      <p>
        {countText(lessons.spam)} spam and {countText(lessons.ham)} ham, {countText(lessons.new)} of them new
        to the model before; {countText(lessons.corpus)} messages of other files and{' '}
        {countText(lessons.traffic)} recent messages as background.
      </p>
      <ReportTable
        caption="By whom"
        head={['Author', 'Corrections', 'Count as', 'Verdicts moved alone']}
        rows={lessons.authors.map(({ author, lessons: count, weight, isCapped }) => [
          <bdi>{author}</bdi>,
          countText(count),
          `${weight.toFixed(1)}${isCapped ? ' (capped)' : ''}`,
          movedText(moved.get(author)),
        ])}
      />
      {lessons.contradictions.length === 0 ? null : (
        <>
          <p>People contradict each other about these, so nothing was learnt of them:</p>
          <ul>
            {lessons.contradictions.map(([id = '']) => (
              <li>
                <TextOf id={id} texts={texts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const movedText = (influence: { readonly moved: number; readonly messages: number } | undefined): string =>
  influence === undefined ? '–' : `${countText(influence.moved)} of ${countText(influence.messages)}`;

function TextOf({ id, texts }: { readonly id: string; readonly texts: ReadonlyMap<string, string> }) {
  const text = texts.get(id);
  return text === undefined ? (
    <span class="soft">{id}: not kept any more</span>
  ) : (
    <StrangersText text={text} />
  );
}

function Changes({ report: { changedAcceptance, missed, drift }, texts }: Omit<ReportProps, 'model'>) {
  return (
    <>
      <ChangeTable
        caption="Verdicts on the written list that change"
        word="Is"
        rows={changedAcceptance.map((change) => ({
          ...change,
          what: change.label,
          text: <StrangersText text={change.text} />,
        }))}
      />
      <ChangeTable
        caption="Corrections it had not seen and gets wrong"
        word="Is"
        rows={missed.map((change) => ({
          ...change,
          what: change.label,
          text: <TextOf id={change.id} texts={texts} />,
        }))}
      />
      {drift === null ? null : (
        <>
          <p>
            Of {countText(drift.messages)} recent messages {countText(drift.toSpam)} would become spam and{' '}
            {countText(drift.toHam)} would become ham.
          </p>
          <ChangeTable
            caption="Recent messages whose verdict would change"
            word="Becomes"
            rows={drift.examples.map((change) => ({
              ...change,
              what: change.becomes,
              text: <TextOf id={change.id} texts={texts} />,
            }))}
          />
        </>
      )}
    </>
  );
}

interface ChangeTableProps {
  readonly caption: string;
  readonly word: string;
  readonly rows: readonly {
    readonly text: ComponentChildren;
    readonly what: string;
    readonly current: number;
    readonly candidate: number;
  }[];
}

function ChangeTable({ caption, word, rows }: ChangeTableProps) {
  if (rows.length === 0) return null;
  return (
    <ReportTable
      caption={caption}
      head={['Text', word, 'Score before', 'Score now']}
      rows={rows.map(({ text, what, current, candidate }) => [
        text,
        what,
        percent(current),
        percent(candidate),
      ])}
    />
  );
}
