import type { ModelRecord } from '../../../domain/model.js';
import { Csrf } from '../forms.js';
import { Figure, Time } from '../parts.js';
import { bytesText, thresholdText } from '../words.js';
import { DecisionPart } from './decision-part.js';
import { ModelLink, placeOf } from './model-list.js';
import { modelPath } from './model-path.js';
import type { ManifestFacts, MetricRow } from './read-manifest.js';
import type { ReportFacts } from './read-report.js';
import { ReliabilityChart } from './reliability-part.js';
import { ReportPart } from './report-part.js';
import { ReportTable } from './report-table.js';

interface ModelPageProps {
  readonly model: ModelRecord;
  readonly current: string;
  readonly shadow: string | null;
  /** Its files are gone, as those of old candidates are. */
  readonly isPruned: boolean;
  readonly manifest: ManifestFacts | null;
  readonly report: ReportFacts | null;
  readonly texts: ReadonlyMap<string, string>;
  readonly isAdmin: boolean;
  readonly csrf: string;
}

export function ModelPage(props: ModelPageProps) {
  const { model, isPruned, manifest, report, texts } = props;
  return (
    <>
      <Facts {...props} />
      {isPruned ? (
        <p class="problem">The files of this model are gone, as those of old candidates are.</p>
      ) : null}
      <ModelActions {...props} />
      {model.decision === null ? null : <DecisionPart decision={model.decision} />}
      {manifest === null ? null : <ManifestPart manifest={manifest} />}
      {isPruned ? null : <MeasuredPart id={model.id} />}
      {report === null ? null : <ReportPart report={report} model={model.id} texts={texts} />}
    </>
  );
}

function Facts({ model, current, shadow }: ModelPageProps) {
  return (
    <dl class="figures">
      <Figure name="Used as">{placeOf(model, { current, shadow })}</Figure>
      <Figure name="Kind">
        {model.architecture}, {bytesText(model.bytes)}
      </Figure>
      <Figure name="Learnt from">{model.parent === null ? 'given' : <ModelLink id={model.parent} />}</Figure>
      {model.measuredAgainst === null ? null : (
        <Figure name="Measured against">
          <ModelLink id={model.measuredAgainst} />
        </Figure>
      )}
      <Figure name="Since (UTC)">
        <Time at={model.createdAt} />
      </Figure>
    </dl>
  );
}

function ModelActions({ model: { id }, current, shadow, isPruned, isAdmin, csrf }: ModelPageProps) {
  if (!isAdmin || isPruned || id === current) return null;
  return (
    <div class="actions">
      <a class="button primary" href={`${modelPath(id)}/promote`}>
        Use it…
      </a>
      <form method="post" action={id === shadow ? '/models/shadow/off' : `${modelPath(id)}/shadow`}>
        <Csrf csrf={csrf} />
        <button type="submit">{id === shadow ? 'Take it out of the shadow' : 'Put it in the shadow'}</button>
      </form>
    </div>
  );
}

const THRESHOLD_NAMES: Readonly<Record<string, string>> = {
  telegram: 'Telegram',
  sms: 'Text messages',
  api: 'API',
  review: 'Unsure from',
  otp: 'One-time codes',
};

function ManifestPart({ manifest }: { readonly manifest: ManifestFacts }) {
  const { thresholds, calibration, metrics, reliability, lessons } = manifest;
  return (
    <section>
      <h2>What it says of itself</h2>
      <ul>
        {lessons.map((text) => (
          <li>{text}</li>
        ))}
        {calibration === null ? null : <li>Calibration: {calibration}</li>}
      </ul>
      {thresholds === null ? null : (
        <ReportTable
          caption="Thresholds that it recommends: from this score on it is spam"
          head={['For', 'Score']}
          rows={Object.entries(thresholds).map(([name, at]) => [
            THRESHOLD_NAMES[name] ?? name,
            thresholdText(at),
          ])}
        />
      )}
      <MetricTable rows={metrics} />
      {reliability.length === 0 ? null : (
        <>
          <h3>Reliability on sources that it had not seen</h3>
          <ReliabilityChart id="reliability" on="sources left out" bins={reliability} />
        </>
      )}
    </section>
  );
}

function MetricTable({ rows }: { readonly rows: readonly MetricRow[] }) {
  const [first] = rows;
  if (first === undefined) return null;
  const sets = ['Measured', 'On messages kept away'].slice(0, first.values.length);
  return (
    <ReportTable
      caption="Metrics, as its training measured them"
      head={['Metric', ...sets]}
      rows={rows.map(({ name, values }) => [name, ...values.map(metricText)])}
    />
  );
}

function metricText(value: number | null): string {
  if (value === null) return '–';
  return Number.isInteger(value) && value > 1 ? value.toLocaleString('en') : value.toFixed(4);
}

function MeasuredPart({ id }: { readonly id: string }) {
  const path = `${modelPath(id)}/reliability`;
  return (
    <section>
      <h2>Reliability on the written list</h2>
      <div class="lazy" hx-get={path} hx-trigger="load" hx-swap="innerHTML">
        <p>
          <a href={path}>Measure it</a>
        </p>
      </div>
    </section>
  );
}
