import type { Role } from '../../../src/domain/access.js';
import type { Message } from '../../../src/domain/message.js';
import type { Store } from '../../../src/domain/store.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { aMessage } from '../../support/builders.js';
import { by } from '../../support/store-builders.js';
import type { TestApp } from '../test-app.js';
import { visit, type Visitor } from './browser.js';

let sent = 0;

/** A text message that comes in; its id here. */
export async function arrive(
  { gate }: TestApp,
  text: string,
  parts: Partial<Omit<Message, 'surfaces'>> = {},
): Promise<string> {
  const sms = { channel: 'sms', conversation: '+15005550006', messageId: `SM${(sent += 1)}` } as const;
  return (await gate.filter(aMessage({ ...sms, text, ...parts }))).message.id;
}

/** The ids of the rows of a list, in their order. */
export const rowsIn = (html: string): readonly string[] =>
  Array.from(html.matchAll(/<li class="row[^"]*"[^>]* id="row-([^"]+)"/g), ([, id]) => id ?? '');

/** Somebody with a token of this role, whose name is the role's. */
export async function visitAs({ app }: TestApp, store: Store, role: Role): Promise<Visitor> {
  const token = `token-of-a-${role}-0123456789`;
  await store.addToken({ name: role, role, hash: secretHash(token) }, by(0));
  return visit(app, token);
}
