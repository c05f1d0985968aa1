import type { ComponentChildren } from 'preact';
import type { StoredMessage } from '../../../domain/stored-message.js';
import type { Action } from '../../../domain/verdict.js';
import { isHashed } from '../../../domain/privacy.js';
import { StrangersWord } from '../strangers-text.js';

const ACTION_TEXT: Readonly<Record<Action, string>> = {
  accept: 'let through',
  observe: 'recorded only',
  reply: 'warned about under the message',
  quarantine: 'withheld',
  restrict: 'withheld, sender muted',
  ban: 'withheld, sender banned',
};

/** What the gate knows of a message beside its text. */
export function MessageFacts({ message }: { readonly message: StoredMessage }) {
  const { sender, verdict, surfaces } = message;
  return (
    <section>
      <h2>Facts</h2>
      <dl class="facts">
        <Fact name="Id here">{message.id}</Fact>
        <Fact name="Id in the channel">
          <StrangersWord>{message.messageId}</StrangersWord>
          {message.revision === 0 ? '' : `, edit ${message.revision}`}
        </Fact>
        <Fact name="Sender">
          <StrangersWord>{sender.id}</StrangersWord>
          {isHashed(sender.id) ? ' (a hash: his id is not kept)' : ''}
          {sender.role === 'member' ? '' : `, ${sender.role}`}
        </Fact>
        {message.gateway === null ? null : (
          <Fact name="Gateway">
            <StrangersWord>{message.gateway}</StrangersWord>
          </Fact>
        )}
        <Fact name="What the gate did">{ACTION_TEXT[verdict.action]}</Fact>
        <Fact name="Now">{message.isWithheld ? 'withheld' : 'not withheld'}</Fact>
        <Fact name="Model">{verdict.model}</Fact>
        <Fact name="Made of">{partsOf(surfaces)}</Fact>
      </dl>
    </section>
  );
}

const partsOf = (surfaces: StoredMessage['surfaces']): string =>
  surfaces.length === 0 ? 'nothing with text' : [...new Set(surfaces.map(({ kind }) => kind))].join(', ');

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
