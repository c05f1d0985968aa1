import { type AccessToken, ROLES } from '../../../domain/access.js';
import { Empty, Time, Table } from '../parts.js';
import type { Viewer } from '../viewer.js';

interface TokensProps {
  readonly tokens: readonly AccessToken[];
  readonly viewer: Viewer;
  /** Made just now, to be shown this once; else null. */
  readonly issued: { readonly name: string; readonly token: string } | null;
}

export function TokensPage({ tokens, viewer, issued }: TokensProps) {
  return (
    <>
      <p>
        <a href="/access/audit">Audit log: what people have changed</a>
      </p>
      {issued === null ? null : <Issued {...issued} />}
      <h2>Tokens</h2>
      <p class="hint">
        Each person and each program gets a token of its own, so that it can be taken back alone. The token of
        the settings (ADMIN_TOKEN) has every right and is not in this list.
      </p>
      {tokens.length === 0 ? (
        <Empty>There is no further token yet.</Empty>
      ) : (
        <TokenTable {...{ tokens, viewer }} />
      )}
      <h2>New token</h2>
      <NewTokenForm csrf={viewer.csrf} />
    </>
  );
}

function Issued({ name, token }: { readonly name: string; readonly token: string }) {
  return (
    <section class="card" role="status" aria-label="New token">
      <p>
        The token of <strong>{name}</strong>. Copy it now: it is not shown again, and not kept.
      </p>
      <p>
        <code id="new-token">{token}</code>
      </p>
    </section>
  );
}

function TokenTable({ tokens, viewer }: Pick<TokensProps, 'tokens' | 'viewer'>) {
  return (
    <Table caption="Tokens, those in force first">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Since (UTC)</th>
          <th scope="col">Revoked (UTC)</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ name, role, createdAt, revokedAt }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{role}</td>
            <td>
              <Time at={createdAt} />
            </td>
            <td>
              {revokedAt === null ? <RevokeForm name={name} csrf={viewer.csrf} /> : <Time at={revokedAt} />}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RevokeForm({ name, csrf }: { readonly name: string; readonly csrf: string }) {
  return (
    <form method="post" action="/access/tokens/revoke">
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="name" value={name} />
      <button type="submit" class="danger" aria-label={`Revoke the token of ${name}`}>
        Revoke
      </button>
    </form>
  );
}

const MEANING = {
  viewer: 'viewer: looks at everything but tokens and the audit log',
  moderator: 'moderator: decides about messages, too',
  admin: 'admin: changes settings, models and tokens, too',
} as const satisfies Record<(typeof ROLES)[number], string>;

function NewTokenForm({ csrf }: { readonly csrf: string }) {
  return (
    <form method="post" action="/access/tokens" class="filters">
      <input type="hidden" name="csrf" value={csrf} />
      <label>
        Name
        <input
          name="name"
          required
          maxLength={40}
          pattern="[a-z0-9][a-z0-9\-]*"
          autocomplete="off"
          aria-describedby="about-name"
        />
      </label>
      <label>
        Role
        <select name="role">
          {ROLES.map((role) => (
            <option value={role}>{MEANING[role]}</option>
          ))}
        </select>
      </label>
      <button type="submit" class="primary">
        Make a token
      </button>
      <p id="about-name" class="hint">
        Lower-case letters, digits and hyphens: anna, or help-desk. Corrections and the audit log name it.
      </p>
    </form>
  );
}
