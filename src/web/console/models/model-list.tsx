import type { ModelEvent, ModelRecord } from '../../../domain/model.js';
import type { Retraining, RetrainingOutcome } from '../../../domain/retraining.js';
import { Csrf } from '../forms.js';
import { Empty, Figure, Time, Table } from '../parts.js';
import { bytesText } from '../words.js';
import { modelPath } from './model-path.js';

interface ListProps {
  readonly models: readonly ModelRecord[];
  readonly current: string;
  readonly shadow: string | null;
  readonly events: readonly ModelEvent[];
  readonly retrainings: readonly Retraining[];
  readonly isAdmin: boolean;
  readonly csrf: string;
  readonly said?: string;
}

export function ModelList(props: ListProps) {
  const { models, current, shadow, events, retrainings, isAdmin, csrf, said } = props;
  return (
    <>
      {said === undefined ? null : (
        <p class="done" role="status">
          {said}
        </p>
      )}
      <p class="links">
        <a href="/models/corrections">Corrections</a> <a href="/models/contradictions">Contradictions</a>
      </p>
      <dl class="figures">
        <Figure name="Current: decides">
          <ModelLink id={current} />
        </Figure>
        <Figure name="Shadow: scores beside it, decides nothing">
          {shadow === null ? <span class="soft">none</span> : <ModelLink id={shadow} />}
        </Figure>
      </dl>
      <PlaceActions shadow={shadow} isAdmin={isAdmin} csrf={csrf} />
      <h2>All models</h2>
      <ModelTable models={models} current={current} shadow={shadow} />
      <h2>Who put what in which place</h2>
      <EventTable events={events} />
      <h2>Retrainings</h2>
      <RetrainingTable retrainings={retrainings} />
    </>
  );
}

export function ModelLink({ id }: { readonly id: string }) {
  return (
    <a href={modelPath(id)}>
      <bdi>{id}</bdi>
    </a>
  );
}

function PlaceActions({ shadow, isAdmin, csrf }: Pick<ListProps, 'shadow' | 'isAdmin' | 'csrf'>) {
  return (
    <div class="actions">
      {shadow === null ? null : (
        <a class="button" href="/models/shadow">
          What the shadow sees differently
        </a>
      )}
      {isAdmin ? (
        <a class="button" href="/models/rollback">
          Roll back…
        </a>
      ) : null}
      {isAdmin && shadow !== null ? (
        <form method="post" action="/models/shadow/off">
          <Csrf csrf={csrf} />
          <button type="submit">Take the shadow away</button>
        </form>
      ) : null}
    </div>
  );
}

function ModelTable({ models, current, shadow }: Pick<ListProps, 'models' | 'current' | 'shadow'>) {
  return (
    <Table caption="Newest first; given ones came with the program or from MODEL_DIR, the others were learnt">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Used as</th>
          <th scope="col">Kind</th>
          <th scope="col">Learnt from</th>
          <th scope="col">The gate before promotion</th>
          <th scope="col" class="number">
            Size
          </th>
          <th scope="col">Since (UTC)</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr>
            <th scope="row">
              <ModelLink id={model.id} />
            </th>
            <td>{placeOf(model, { current, shadow })}</td>
            <td>{model.architecture}</td>
            <td>{model.parent === null ? 'given' : <bdi>{model.parent}</bdi>}</td>
            <td>
              <GateBadge decision={model.decision} />
            </td>
            <td class="number">{bytesText(model.bytes)}</td>
            <td>
              <Time at={model.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function placeOf(
  { id }: Pick<ModelRecord, 'id'>,
  { current, shadow }: Pick<ListProps, 'current' | 'shadow'>,
): string {
  if (id === current) return 'current';
  return id === shadow ? 'shadow' : '–';
}

export function GateBadge({ decision }: Pick<ModelRecord, 'decision'>) {
  if (decision === null) return <>–</>;
  return decision.isPromotable ? (
    <span class="badge ham">passed</span>
  ) : (
    <span class="badge spam">refused</span>
  );
}

const EVENT_TEXT: Readonly<Record<ModelEvent['kind'], string>> = {
  promote: 'promoted',
  rollback: 'rolled back to',
  shadow: 'put in the shadow',
};

function EventTable({ events }: Pick<ListProps, 'events'>) {
  if (events.length === 0) return <Empty>Nobody has: the model of the settings decides.</Empty>;
  return (
    <Table caption="The last changes">
      <thead>
        <tr>
          <th scope="col">When (UTC)</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Model</th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ at, author, kind, model, place }) => (
          <tr>
            <td>
              <Time at={at} />
            </td>
            <td>
              <bdi>{author}</bdi>
            </td>
            <td>{kind === 'shadow' && model === null ? 'took the shadow away' : EVENT_TEXT[kind]}</td>
            <td>
              {model === null ? (
                place === 'current' ? (
                  'the one of the settings'
                ) : (
                  '–'
                )
              ) : (
                <ModelLink id={model} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RetrainingTable({ retrainings }: Pick<ListProps, 'retrainings'>) {
  if (retrainings.length === 0)
    return <Empty>None yet: hamgate retrain makes a candidate of what people have corrected.</Empty>;
  return (
    <Table caption="The last ones">
      <thead>
        <tr>
          <th scope="col">When (UTC)</th>
          <th scope="col">Why it began</th>
          <th scope="col">What came of it</th>
        </tr>
      </thead>
      <tbody>
        {retrainings.map(({ endedAt, trigger, outcome }) => (
          <tr>
            <td>
              <Time at={endedAt} />
            </td>
            <td>{TRIGGER_TEXT[trigger]}</td>
            <td>
              <OutcomeOfRetraining outcome={outcome} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const TRIGGER_TEXT: Readonly<Record<Retraining['trigger'], string>> = {
  hand: 'by hand',
  schedule: 'by the clock',
  corrections: 'enough corrections',
};

function OutcomeOfRetraining({ outcome }: { readonly outcome: RetrainingOutcome }) {
  switch (outcome.kind) {
    case 'candidate':
      return (
        <>
          <ModelLink id={outcome.model} /> <GateBadge decision={outcome.decision} />
        </>
      );
    case 'missing':
      return <>Too little to learn from: {outcome.reasons.join('; ')}</>;
    case 'failed':
      return (
        <>
          Failed: <bdi>{outcome.reasons.join('; ').slice(0, MOST_OF_FAULT)}</bdi>
        </>
      );
  }
}

const MOST_OF_FAULT = 500;
