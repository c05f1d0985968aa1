import type { ModelRecord } from '../../../domain/model.js';
import { Csrf } from '../forms.js';
import { ModelLink } from './model-list.js';
import { DecisionPart } from './decision-part.js';
import { modelPath } from './model-path.js';

interface PromotionProps {
  readonly model: ModelRecord;
  readonly current: string;
  readonly csrf: string;
}

export function PromotionPage({ model, current, csrf }: PromotionProps) {
  const { id, decision } = model;
  if (id === current) return <p>{id} decides already.</p>;
  const isRefused = decision !== null && !decision.isPromotable;
  return (
    <>
      <p>
        <strong>{id}</strong> would take the place of <ModelLink id={current} />. From then on it decides,
        with its own thresholds where a conversation has set none. Rolling back takes one press.
      </p>
      <DecisionPart decision={decision} />
      <form class="card" method="post" action={`${modelPath(id)}/promote`}>
        <Csrf csrf={csrf} />
        {isRefused ? (
          <p>
            <label>
              <input type="checkbox" name="force" value="yes" required /> Use it all the same, although the
              gate refused it
            </label>
          </p>
        ) : null}
        <div class="actions">
          <button type="submit" class={isRefused ? 'danger' : 'primary'}>
            Use {id}
          </button>
          <a class="button" href={modelPath(id)}>
            Cancel
          </a>
        </div>
      </form>
    </>
  );
}

interface RollbackProps {
  readonly current: string;
  /** Null: the model of the settings; undefined: there is nothing to go back to. */
  readonly before: string | null | undefined;
  readonly csrf: string;
}

export function RollbackPage({ current, before, csrf }: RollbackProps) {
  if (before === undefined)
    return (
      <>
        <p>There is no model to go back to: the current one is that of the settings.</p>
        <p>
          <a href="/models">Back to the models</a>
        </p>
      </>
    );
  return (
    <>
      <p>
        Back from <ModelLink id={current} /> to{' '}
        {before === null ? 'the model of the settings' : <ModelLink id={before} />}, which decided before it.
      </p>
      <form class="card" method="post" action="/models/rollback">
        <Csrf csrf={csrf} />
        <div class="actions">
          <button type="submit" class="primary">
            Roll back
          </button>
          <a class="button" href="/models">
            Cancel
          </a>
        </div>
      </form>
    </>
  );
}
