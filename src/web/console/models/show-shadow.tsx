import type { RequestHandler } from 'express';
import { textOf } from '../../../domain/message.js';
import type { Disagreement, ShadowCounts } from '../../../domain/shadow.js';
import { BandBadge, Empty, Figure, Score, Time } from '../parts.js';
import { sendPage } from '../render.js';
import { StrangersText } from '../strangers-text.js';
import { countText } from '../words.js';
import { ModelLink } from './model-list.js';
import type { ModelPagesDependencies } from './models-dependencies.js';

const LISTED = 50;

/** What current model and shadow disagree about. */
export function showShadow({ store }: ModelPagesDependencies): RequestHandler {
  return async (_request, response) => {
    const { shadow } = await store.readModelPlaces();
    const head = { title: 'What the shadow sees differently', page: 'models' } as const;
    if (shadow === null) {
      sendPage(
        response,
        head,
        <Empty>No model stands in the shadow. The page of a model puts it there.</Empty>,
      );
      return;
    }
    const [counts, items] = await Promise.all([
      store.countShadow(shadow),
      store.listDisagreements(shadow, LISTED),
    ]);
    sendPage(response, head, <ShadowPage model={shadow} counts={counts} items={items} />);
  };
}

interface ShadowProps {
  readonly model: string;
  readonly counts: ShadowCounts;
  readonly items: readonly Disagreement[];
}

function ShadowPage({ model, counts: { scored, toSpam, toHam }, items }: ShadowProps) {
  return (
    <>
      <p>
        <ModelLink id={model} /> scores each message beside the current model and decides nothing.
      </p>
      <dl class="figures">
        <Figure name="Messages it scored">{countText(scored)}</Figure>
        <Figure name="Would become spam">{countText(toSpam)}</Figure>
        <Figure name="Would become ham">{countText(toHam)}</Figure>
      </dl>
      <h2>Disagreements</h2>
      <p class="hint">
        Messages that nobody has decided about, the widest gap first: a decision teaches most there. {LISTED}{' '}
        at the most.
      </p>
      {items.length === 0 ? (
        <Empty>They agree about everything so far.</Empty>
      ) : (
        <ul class="rows">
          {items.map((item) => (
            <DisagreementRow {...item} model={model} />
          ))}
        </ul>
      )}
    </>
  );
}

function DisagreementRow({ message, shadow, model }: Disagreement & { readonly model: string }) {
  const { verdict } = message;
  return (
    <li class="row">
      <p class="row-head">
        <span>
          {verdict.model}: <Score value={verdict.score} />
        </span>
        <BandBadge band={verdict.band} />
        <span>
          {model}: <Score value={shadow.score} />
        </span>
        <BandBadge band={shadow.band} />
        <Time at={message.receivedAt} />
      </p>
      <StrangersText text={textOf(message)} />
      <div class="actions">
        <a href={`/messages/${encodeURIComponent(message.id)}`}>Decide about it</a>
      </div>
    </li>
  );
}
