import { createIssueToken } from '../app/issue-token.js';
import type { Role } from '../domain/access.js';
import { newSecret, secretHash } from '../web/access/secrets.js';
import type { Io } from './io.js';
import { withTools } from './with-tools.js';

type CliIo = Pick<Io, 'env' | 'stdout'>;

export interface CreateTokenOptions {
  readonly role: Role;
}

/** `hamgate tokens`: one line for each; never the tokens themselves. */
export async function listTokens({ env, stdout }: CliIo): Promise<void> {
  await withTools(env, async ({ store }) => {
    const tokens = await store.listTokens();
    for (const { name, role, createdAt, revokedAt } of tokens) {
      const end = revokedAt === null ? '' : `  revoked ${revokedAt}`;
      stdout.write(`${name}  ${role}  made ${createdAt}${end}\n`);
    }
    if (tokens.length === 0)
      stdout.write('No further tokens. hamgate tokens create NAME --role viewer makes one\n');
  });
}

/** `hamgate tokens create`: the gate that runs knows it at once. */
export async function createToken(
  name: string,
  { role }: CreateTokenOptions,
  { env, stdout }: CliIo,
): Promise<void> {
  await withTools(env, async ({ store }) => {
    const clock = { now: () => new Date() };
    const issued = await createIssueToken({ store, clock, newSecret, secretHash })({ name, role }, 'cli');
    if (issued.kind === 'taken')
      throw new Error(`Cannot make a token named "${name}": there is one in force; revoke it first`);
    stdout.write(`${issued.token}\n`);
    stdout.write('It is shown only now. Send it as: Authorization: Bearer TOKEN\n');
  });
}

/** `hamgate tokens revoke`: it, and every session that was opened with it, ends at once. */
export async function revokeToken(name: string, { env, stdout }: CliIo): Promise<void> {
  await withTools(env, async ({ store }) => {
    const by = { author: 'cli', at: new Date().toISOString() };
    if (!(await store.revokeToken(name, by)))
      throw new Error(`Cannot revoke the token "${name}": none in force has this name`);
    stdout.write(`${name} is revoked\n`);
  });
}
