import type { RequestHandler, Response } from 'express';
import { mayActAs } from '../../../domain/access.js';
import type { CorrectionStore, MessageStore } from '../../../domain/store.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { callerOf } from '../../access/caller.js';
import { Problem } from '../../problems.js';
import { Said } from '../forms.js';
import { type Explainer, explainRows } from '../message-view/explain-rows.js';
import { sendPart, wantsPart } from '../render.js';
import { viewerOf } from '../viewer.js';
import { type Answer, AnsweredRow, answerText } from './answered.js';
import { type DecideDependencies, decideWaiting, isWaiting, undoAll, type Undone } from './decide.js';
import type { RowContext } from './decide-form.js';
import { readAnswer, readUndo, withResult } from './read-answer.js';
import { WaitingRow } from './waiting-row.js';

export interface AnswersDependencies extends DecideDependencies, Explainer {
  readonly store: DecideDependencies['store'] &
    Pick<MessageStore, 'listCopies'> &
    Pick<CorrectionStore, 'findDecision'>;
}

export interface Answers {
  readonly decide: RequestHandler;
  readonly undo: RequestHandler;
}

/** A row that was answered is exchanged for a line; without scripts, and for many, the list is shown again. */
export function createAnswers(dependencies: AnswersDependencies): Answers {
  return { decide: decide(dependencies), undo: undo(dependencies) };
}

function decide(dependencies: AnswersDependencies): RequestHandler {
  return async (request, response) => {
    const { id: ids, label, alone, ...place } = readAnswer(request.body);
    const { author } = callerOf(response);
    const { decided, late, isBroughtBack, isCut } = await decideWaiting(dependencies, {
      ...{ ids, label, author, kind: place.kind },
      hasCopies: alone === undefined,
    });
    if (!wantsPart(request)) {
      const result = {
        ids: decided.map(({ id }) => id),
        late: late.length,
        cut: isCut ? 'yes' : 'no',
      } as const;
      response.redirect(303, withResult(place.back, result));
      return;
    }
    const message = [...decided, ...late].find(({ id }) => id === ids[0]);
    if (message === undefined) throw gone();
    const answered = { ids: decided.map(({ id }) => id), isBroughtBack, isCut };
    await sendAnswered(dependencies, response, { message, ...answered, place });
  };
}

const gone = (): Problem => new Problem(404, 'This message is not kept any more');

type Place = Pick<RowContext, 'kind' | 'back'>;

async function sendAnswered(
  { store }: AnswersDependencies,
  response: Response,
  { place, ...answered }: Omit<Answer, 'author'> & { readonly place: Place },
): Promise<void> {
  const decision = await store.findDecision(answered.message.id);
  const answer = { ...answered, author: decision?.author ?? null };
  const viewer = callerOf(response).author;
  sendPart(
    response,
    <>
      <AnsweredRow {...contextOf(response, place)} answer={answer} viewer={viewer} />
      <Said>{answerText(answer, place.kind, viewer)}</Said>
    </>,
  );
}

function contextOf(response: Response, place: Place): RowContext {
  const { csrf, role } = viewerOf(response);
  return { ...place, csrf, mayDecide: mayActAs(role, 'moderator') };
}

function undo(dependencies: AnswersDependencies): RequestHandler {
  return async (request, response) => {
    const { id: ids, ...place } = readUndo(request.body);
    const undone = await undoAll(dependencies, ids, callerOf(response).author);
    if (!wantsPart(request)) {
      const { messages, out } = undone;
      response.redirect(303, withResult(place.back, { ids: messages.map(({ id }) => id), out }));
      return;
    }
    const [message] = undone.messages;
    if (message === undefined) throw gone();
    if (isWaiting(message, place.kind))
      await sendWaiting(dependencies, response, { ...undone, message, place });
    // What had been decided before is in force again.
    else
      await sendAnswered(dependencies, response, {
        message,
        ids: [],
        isBroughtBack: false,
        isCut: false,
        place,
      });
  };
}

interface WaitsAgain extends Pick<Undone, 'out'> {
  readonly message: StoredMessage;
  readonly place: Place;
}

/** The row as it was. */
async function sendWaiting(
  dependencies: AnswersDependencies,
  response: Response,
  { message, out, place }: WaitsAgain,
): Promise<void> {
  const copies = await dependencies.store.listCopies(message.id, MOST_COPIES, place.kind);
  const explanations = await explainRows(dependencies, [message]);
  const note = out === 0 ? undefined : ALREADY_OUT;
  sendPart(
    response,
    <>
      <WaitingRow
        {...contextOf(response, place)}
        waiting={{ message, copies: copies.length }}
        explanation={explanations.get(message.id) ?? null}
        note={note}
      />
      <Said>{note ?? 'Undone: it waits again.'}</Said>
    </>,
  );
}

const MOST_COPIES = 1_000;
const ALREADY_OUT =
  'Undone, but it had gone out already and cannot be called back. It waits for a decision again.';
