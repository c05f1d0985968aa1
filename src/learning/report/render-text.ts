import { type LearningReport, learningReportSchema } from './learning-report.js';

/** Throws a ZodError for what this program did not write. */
export function parseReport(stored: unknown): LearningReport {
  return learningReportSchema.parse(stored);
}

/** The report in a few lines, for a terminal. */
export function renderText({ decision, checks, lessons, drift, seconds, current }: LearningReport): string {
  const { spam, ham, authors, contradictions } = lessons;
  return [
    `learnt ${spam} spam and ${ham} ham of ${authors.length} people in ${seconds} s; measured against ${current}`,
    ...(contradictions.length === 0
      ? []
      : [`left out ${contradictions.length} texts about which people contradict each other`]),
    ...checks.map(({ isPassed, text }) => `  ${isPassed ? 'ok  ' : 'no  '}  ${text}`),
    `of ${drift.messages} recent messages ${drift.toSpam} would become spam and ${drift.toHam} would become ham`,
    ...decision.alarms.map((alarm) => `  look  ${alarm}`),
    decision.isPromotable ? 'It passed the gate.' : 'The gate refuses it.',
    '',
  ].join('\n');
}
