import type { ChannelState } from '../../../domain/channel-state.js';
import type { Check } from '../../../domain/check.js';
import { Table } from '../parts.js';

/** What is on, and what is off and why. */
export function ChannelsPart({ states }: { readonly states: readonly ChannelState[] }) {
  return (
    <section>
      <h2>Channels</h2>
      <Table caption="Ways in and out, by the settings">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">State</th>
            <th scope="col">Where, or why not</th>
          </tr>
        </thead>
        <tbody>
          {states.map(({ name, isOn, text }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>
                <span class={`badge ${isOn ? 'ham' : 'off'}`}>{isOn ? 'on' : 'off'}</span>
              </td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** Loaded after the page: it asks Telegram, which may take a while. */
export function DoctorPart() {
  return (
    <section>
      <h2>What the doctor finds</h2>
      <div class="lazy" hx-get="/doctor" hx-trigger="load" hx-swap="innerHTML">
        <p>
          <a href="/doctor">Look now</a>
        </p>
      </div>
    </section>
  );
}

const LEVELS = {
  fail: { kind: 'spam', text: 'wrong' },
  warn: { kind: 'unsure', text: 'look' },
  ok: { kind: 'ham', text: 'fine' },
} as const satisfies Record<Check['level'], unknown>;

/** What is wrong first; what is fine is folded. */
export function ChecksPart({ checks }: { readonly checks: readonly Check[] }) {
  const of = (wanted: Check['level']) => checks.filter(({ level }) => level === wanted);
  const [wrong, fine] = [[...of('fail'), ...of('warn')], of('ok')];
  return (
    <>
      {wrong.length === 0 ? (
        <p>Nothing is wrong.</p>
      ) : (
        <ChecksTable caption="To be looked at" checks={wrong} />
      )}
      {fine.length === 0 ? null : (
        <details>
          <summary>{fine.length === 1 ? '1 thing is' : `${fine.length} things are`} fine</summary>
          <ChecksTable caption="Fine, or switched off" checks={fine} />
        </details>
      )}
      <p class="hint">As hamgate doctor says; looked at anew once a minute.</p>
    </>
  );
}

interface ChecksProps {
  readonly caption: string;
  readonly checks: readonly Check[];
}

function ChecksTable({ caption, checks }: ChecksProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">State</th>
          <th scope="col">In words</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ level, what, text }) => (
          <tr>
            <th scope="row">{what}</th>
            <td>
              <span class={`badge ${LEVELS[level].kind}`}>{LEVELS[level].text}</span>
            </td>
            <td>
              <bdi>{text}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
