import { type Command, InvalidArgumentError, Option } from 'commander';
import { ROLES, TOKEN_NAME } from '../domain/access.js';
import type { Io } from './io.js';
import type { CreateTokenOptions } from './tokens.js';

/** `hamgate tokens list|create|revoke`. */
export function addTokens(program: Command, io: Io): void {
  const tokens = program
    .command('tokens')
    .description('further tokens for the API and the console; the gate may be running');
  tokens
    .command('list', { isDefault: true })
    .description('their names and roles, and which were revoked')
    .action(async () => {
      const { listTokens } = await import('./tokens.js');
      await listTokens(io);
    });
  tokens
    .command('create')
    .description('make a token, and show it once')
    .argument(
      '<name>',
      'lower-case letters, digits and hyphens; what its holder does is kept under it',
      parseName,
    )
    .addOption(
      new Option('--role <role>', 'viewer looks, moderator decides about messages, admin may everything')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .action(async (name: string, options: CreateTokenOptions) => {
      const { createToken } = await import('./tokens.js');
      await createToken(name, options, io);
    });
  tokens
    .command('revoke')
    .description('end a token, and every session that was opened with it')
    .argument('<name>', 'from the list')
    .action(async (name: string) => {
      const { revokeToken } = await import('./tokens.js');
      await revokeToken(name, io);
    });
}

function parseName(value: string): string {
  if (!TOKEN_NAME.test(value))
    throw new InvalidArgumentError('Expected 1 to 40 of a-z, 0-9 and -, and not a - at the beginning');
  return value;
}
