import { type Html, html, tableOf } from '../../training/report/html.js';
import { STYLE } from '../../training/report/style.js';
import type { LearningReport } from './learning-report.js';

/** Texts by the ids of corrections and messages; what was erased is missing. */
export type Texts = ReadonlyMap<string, string>;

/** The report as one HTML document that loads nothing. */
export function renderPage(report: LearningReport, texts: Texts): string {
  const { candidate, current, decision } = report;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${candidate}: ${verdictOf(report)}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <header>
          <h1>${candidate}: ${verdictOf(report)}</h1>
          <p>
            Made of ${report.start} and what people said, measured against ${current}, in ${report.seconds} s.
          </p>
          ${decision.alarms.map((alarm) => html`<p class="notice" role="note">${alarm}</p>`)}
        </header>
        <main>
          ${section('The gate', checksTable(report))} ${section('Side by side', numbersTable(report))}
          ${section('What was learnt', lessonsPart(report, texts))}
          ${section('The written list', acceptancePart(report))}
          ${section('Corrections that it had not seen and gets wrong', missedPart(report, texts))}
          ${section('Recent messages', driftPart(report, texts))}
        </main>
      </body>
    </html> `.markup;
}

const verdictOf = ({ decision }: LearningReport): string =>
  decision.isPromotable ? 'passed the gate' : 'refused by the gate';

function section(title: string, body: Html): Html {
  return html`<section>
    <h2>${title}</h2>
    ${body}
  </section> `;
}

function checksTable({ checks }: LearningReport): Html {
  return tableOf({
    label: 'Conditions of the gate',
    head: ['condition', 'holds', 'numbers'],
    rows: checks.map(({ name, isPassed, text }) => [name, isPassed ? 'yes' : 'no', text]),
  });
}

const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
const ratio = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${part} of ${whole} (${percent(part / whole)})`;

function numbersTable({ measured, current, candidate }: LearningReport): Html {
  const { acceptance, future, mustPass, calibration, cost } = measured;
  const sets = [
    ['written list', acceptance],
    ['corrections not seen', future],
    ['released texts', mustPass],
  ] as const;
  return tableOf({
    label: 'Both models on the same messages',
    head: ['', current, candidate],
    isNumeric: true,
    rows: [
      ...sets.flatMap(([name, counts]) => [
        [
          `${name}: spam found`,
          ratio(counts.currentCaught, counts.spam),
          ratio(counts.candidateCaught, counts.spam),
        ],
        [
          `${name}: ham called spam`,
          ratio(counts.currentWronged, counts.ham),
          ratio(counts.candidateWronged, counts.ham),
        ],
      ]),
      ['false-positive rate, above the given model at the most', '', percent(measured.mostRise, 2)],
      ['calibration error', calibration.current.toFixed(4), calibration.candidate.toFixed(4)],
      ['time per message', '100 %', percent(cost.time, 0)],
      ['size', '100 %', percent(cost.size, 0)],
    ],
  });
}

function lessonsPart({ lessons, measured }: LearningReport, texts: Texts): Html {
  const { spam, ham, authors, contradictions, corpus, traffic } = lessons;
  const movedBy = new Map(measured.influences.map(({ author, moved }) => [author, moved]));
  return html`<p>
      ${spam} spam and ${ham} ham, ${lessons.new} of them new to the current model; ${corpus} messages of
      other files; ${traffic} recent messages as background.
    </p>
    ${tableOf({
      label: 'Authors',
      head: ['author', 'corrections', 'count as', 'move alone'],
      isNumeric: true,
      rows: authors.map(({ author, lessons: count, weight, isCapped }) => [
        author,
        count,
        `${weight.toFixed(1)}${isCapped ? ' (capped)' : ''}`,
        movedBy.get(author) ?? '',
      ]),
    })}
    ${
      contradictions.length === 0
        ? null
        : html`<p>People contradict each other about these, so nothing was learnt of them:</p>
            <ul>
              ${contradictions.map(([id = '']) => html`<li>${textFor(id, texts)}</li>`)}
            </ul>`
    }`;
}

const textFor = (id: string, texts: Texts): string => texts.get(id) ?? `${id}: not kept any more`;

function acceptancePart({ changedAcceptance }: LearningReport): Html {
  if (changedAcceptance.length === 0) return html`<p>No verdict changes.</p>`;
  return tableOf({
    label: 'Verdicts of the written list that change',
    head: ['text', 'is', 'now', 'candidate'],
    rows: changedAcceptance.map(({ text, label, current, candidate }) => [
      text,
      label,
      percent(current),
      percent(candidate),
    ]),
  });
}

function missedPart({ missed }: LearningReport, texts: Texts): Html {
  if (missed.length === 0) return html`<p>None.</p>`;
  return tableOf({
    label: 'Corrections that the candidate gets wrong',
    head: ['text', 'is', 'now', 'candidate'],
    rows: missed.map(({ id, label, current, candidate }) => [
      textFor(id, texts),
      label,
      percent(current),
      percent(candidate),
    ]),
  });
}

function driftPart({ drift }: LearningReport, texts: Texts): Html {
  return html`<p>
      Of ${drift.messages} recent messages ${drift.toSpam} would become spam and ${drift.toHam} would become
      ham.
    </p>
    ${
      drift.examples.length === 0
        ? null
        : tableOf({
            label: 'Recent messages whose verdict would change',
            head: ['text', 'becomes', 'now', 'candidate'],
            rows: drift.examples.map(({ id, becomes, current, candidate }) => [
              textFor(id, texts),
              becomes,
              percent(current),
              percent(candidate),
            ]),
          })
    }`;
}
