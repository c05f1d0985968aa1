import type { AuditRecord } from '../../../domain/audit.js';
import type { Correction } from '../../../domain/correction.js';
import type { Explanation } from '../../../domain/explanation.js';
import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { Csrf } from '../forms.js';
import {
  MessageHead,
  messagePath,
  Reasons,
  STATUS_TEXT,
  Surroundings,
} from '../message-view/message-parts.js';
import { Time, Table } from '../parts.js';
import { StrangersText, StrangersWord } from '../strangers-text.js';
import { ExplanationTable } from './explanation-table.js';
import { MessageFacts } from './message-facts.js';

export interface MessagePageProps {
  readonly message: StoredMessage;
  /** Null where there is nothing to explain. */
  readonly explanation: Explanation | null;
  /** Of the model that explains. */
  readonly currentModel: string;
  /** All that people said of it, withdrawn or not, the last first. */
  readonly corrections: readonly Correction[];
  readonly audit: readonly AuditRecord[];
  readonly csrf: string;
  readonly mayCorrect: boolean;
  /** What was just done, in words; empty for nothing. */
  readonly said: string;
}

export function MessagePage({ message, explanation, said, ...props }: MessagePageProps) {
  const isDecided = props.corrections.some(
    ({ role, withdrawnAt }) => role === 'admin' && withdrawnAt === null,
  );
  return (
    <>
      {said === '' ? null : (
        <p id="result" class="card note" role="status" tabIndex={-1} autofocus>
          {said}
        </p>
      )}
      <section class="card" aria-labelledby="text">
        <h2 id="text">Text</h2>
        <div class="row-head">
          <MessageHead message={message} />
          <span>{STATUS_TEXT[message.status]}</span>
        </div>
        <WholeText message={message} explanation={explanation} />
        <Reasons message={message} />
        <Surroundings message={message} />
        {props.mayCorrect ? <Correct message={message} isDecided={isDecided} csrf={props.csrf} /> : null}
      </section>
      <MessageFacts message={message} />
      <ExplanationTable
        explanation={explanation}
        model={message.verdict.model}
        currentModel={props.currentModel}
      />
      <Corrections corrections={props.corrections} />
      <History audit={props.audit} />
    </>
  );
}

function WholeText({ message, explanation }: Pick<MessagePageProps, 'message' | 'explanation'>) {
  const text = textOf(message);
  if (text.trim() === '') return <p class="empty">No text.</p>;
  return <StrangersText text={text} parts={explanation?.parts ?? []} />;
}

interface CorrectProps {
  readonly message: StoredMessage;
  readonly isDecided: boolean;
  readonly csrf: string;
}

function Correct({ message, isDecided, csrf }: CorrectProps) {
  const path = messagePath(message.id);
  return (
    <div class="actions">
      <form method="post" action={`${path}/correct`}>
        <Csrf csrf={csrf} />
        {message.status === 'released' ? null : (
          <button type="submit" name="label" value="ham">
            Not spam
          </button>
        )}
        {message.status === 'confirmed' ? null : (
          <button type="submit" name="label" value="spam" class="danger">
            Spam
          </button>
        )}
      </form>
      {isDecided ? (
        <form method="post" action={`${path}/undo`}>
          <Csrf csrf={csrf} />
          <button type="submit">Undo the last decision</button>
        </form>
      ) : null}
    </div>
  );
}

function Corrections({ corrections }: Pick<MessagePageProps, 'corrections'>) {
  return (
    <section>
      <h2>What people said of it</h2>
      {corrections.length === 0 ? (
        <p class="empty">Nobody has said anything of it.</p>
      ) : (
        <Table caption="The last first; times are UTC">
          <thead>
            <tr>
              <th scope="col">Label</th>
              <th scope="col">By</th>
              <th scope="col">Where</th>
              <th scope="col">When</th>
              <th scope="col">Withdrawn</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map(({ label, role, author, source, createdAt, withdrawnAt }) => (
              <tr>
                <th scope="row">
                  {role === 'admin' ? LABEL_TEXT[label] : `${ROLE_TEXT[role]}: ${LABEL_TEXT[label]}`}
                </th>
                <td>
                  <StrangersWord>{author}</StrangersWord>
                </td>
                <td>{source}</td>
                <td>
                  <Time at={createdAt} />
                </td>
                <td>{withdrawnAt === null ? 'no' : <Time at={withdrawnAt} />}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

const LABEL_TEXT = { spam: 'spam', ham: 'not spam' } as const;
const ROLE_TEXT = { appeal: 'appeal of its sender', report: 'report of a member' } as const;

function History({ audit }: Pick<MessagePageProps, 'audit'>) {
  if (audit.length === 0) return null;
  return (
    <section>
      <h2>What happened</h2>
      <ul>
        {audit.map(({ action, author, at }) => (
          <li>
            <Time at={at} /> {ACTION_TEXT[action] ?? action} by <StrangersWord>{author}</StrangersWord>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ACTION_TEXT: Readonly<Partial<Record<AuditRecord['action'], string>>> = {
  'message.released': 'called not spam',
  'message.confirmed': 'called spam',
  'message.undone': 'decision undone',
};
