import type { ModelDecision } from '../../../domain/model.js';

/** What the gate before promotion said. */
export function DecisionPart({ decision }: { readonly decision: ModelDecision | null }) {
  if (decision === null) return <p>It was given, so the gate before promotion has not looked at it.</p>;
  const { isPromotable, reasons, alarms } = decision;
  return (
    <section class="card">
      <h2>{isPromotable ? 'It passed the gate before promotion' : 'The gate before promotion refused it'}</h2>
      <ul>
        {reasons.map((reason) => (
          <li>
            <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
      {alarms.length === 0 ? null : (
        <>
          <h3>Look at this first</h3>
          <ul class="problem">
            {alarms.map((alarm) => (
              <li>
                <bdi>{alarm}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
