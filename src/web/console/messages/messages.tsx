import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { mayActAs } from '../../../domain/access.js';
import type { AuditLog } from '../../../domain/audit.js';
import { LABELS } from '../../../domain/correction.js';
import { cleanText } from '../../../domain/message.js';
import type { CorrectionStore, MessageStore } from '../../../domain/store.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { callerOf } from '../../access/caller.js';
import { requireRole } from '../../access/require-token.js';
import { readPage } from '../../paging.js';
import { parseOrRefuse, Problem } from '../../problems.js';
import { explainOne, type Explainer } from '../message-view/explain-rows.js';
import { messagePath } from '../message-view/message-parts.js';
import { readFilter } from '../message-view/read-filter.js';
import { type DecideDependencies, HOLD_MS } from '../quarantine/decide.js';
import { sendPage } from '../render.js';
import { viewerOf } from '../viewer.js';
import { MessageList } from './message-list.js';
import { MessagePage } from './message-page.js';

export interface MessagesDependencies extends Pick<
  DecideDependencies,
  'recordCorrection' | 'undoDecision' | 'newId'
> {
  readonly store: Pick<MessageStore, 'findMessage' | 'listMessages'> &
    Pick<CorrectionStore, 'listCorrections'> &
    Pick<AuditLog, 'listAudit'>;
  readonly explain: Explainer['explain'];
  readonly currentModel: () => string;
}

const ROWS = 50;
const FILTERS = [
  ...(['channel', 'conversation', 'band', 'status', 'fromScore', 'toScore'] as const),
  ...(['search', 'sender', 'from', 'to'] as const),
] as const;

/** `/messages`: everything that arrived and is kept, to be looked through and corrected either way. */
export function createMessagesPages(dependencies: MessagesDependencies): Router {
  const router = Router();
  router.get('/', showList(dependencies));
  router.get('/:id', showMessage(dependencies));
  router.post('/:id/correct', requireRole('moderator'), correct(dependencies));
  router.post('/:id/undo', requireRole('moderator'), undo(dependencies));
  return router;
}

function showList({ store }: MessagesDependencies): RequestHandler {
  return async (request, response) => {
    const { filter, filled } = readFilter(request.query, FILTERS);
    const page = await readPage(() => store.listMessages({ ...filter, limit: ROWS }));
    sendPage(
      response,
      { title: 'Messages', page: 'messages' },
      <MessageList page={page} filled={filled} isLater={filter.after !== undefined} />,
    );
  };
}

type MessageRequest = Request<{ id: string }>;

async function find(
  { store }: MessagesDependencies,
  { params: { id } }: MessageRequest,
): Promise<StoredMessage> {
  const message = id.length > 100 ? null : await store.findMessage(cleanText(id));
  if (message === null)
    throw new Problem(404, 'There is no message with this id, or it is not kept any more');
  return message;
}

/** More than that is on the page of corrections. */
const MOST_CORRECTIONS = 50;

function showMessage(dependencies: MessagesDependencies): RequestHandler<{ id: string }> {
  const { store, explain, currentModel } = dependencies;
  return async (request: MessageRequest, response) => {
    const message = await find(dependencies, request);
    const { items: corrections } = await store.listCorrections({
      messageId: message.id,
      limit: MOST_CORRECTIONS,
    });
    const { items: audit } = await store.listAudit({ subject: message.id, limit: MOST_CORRECTIONS });
    const { csrf, role } = viewerOf(response);
    sendPage(
      response,
      { title: 'Message', page: 'messages' },
      <MessagePage
        {...{ message, corrections, audit, csrf }}
        explanation={explainOne(explain, message)}
        currentModel={currentModel()}
        mayCorrect={mayActAs(role, 'moderator')}
        said={SAID[Said.parse(request.query['said'])]}
      />,
    );
  };
}

/** What a browser comes back with. */
const Said = z.enum(['ham', 'spam', 'sent', 'undone', 'out', 'nothing', 'undecided']).catch('nothing');
type Said = z.output<typeof Said>;

const SAID: Readonly<Record<Said, string>> = {
  ham: 'Kept: not spam.',
  spam: 'Kept: spam.',
  sent: 'Kept: not spam. It goes out in a few seconds.',
  undone: 'The last decision is undone.',
  out: 'Undone, but it had gone out already and cannot be called back. It waits for a decision again.',
  undecided: 'There is no decision about it.',
  nothing: '',
};

const comeBack = (id: string, said: Said): string => `${messagePath(id)}?said=${said}`;

function correct(dependencies: MessagesDependencies): RequestHandler<{ id: string }> {
  const { recordCorrection, newId } = dependencies;
  return async (request: MessageRequest, response) => {
    const { label } = parseOrRefuse(z.object({ label: z.enum(LABELS) }), request.body ?? {});
    const { id } = await find(dependencies, request);
    const outcome = await recordCorrection({
      ...{ correctionId: newId(), label, about: { messageId: id } },
      ...{ author: callerOf(response).author, role: 'admin', source: 'console' },
      ...(label === 'ham' ? { holdMs: HOLD_MS } : {}),
    });
    const isSent = outcome.kind === 'recorded' && outcome.isBroughtBack;
    response.redirect(303, comeBack(id, isSent ? 'sent' : label));
  };
}

function undo(dependencies: MessagesDependencies): RequestHandler<{ id: string }> {
  return async (request: MessageRequest, response) => {
    const { id } = await find(dependencies, request);
    const outcome = await dependencies.undoDecision(id, callerOf(response).author);
    const isUndone = outcome.kind === 'undone';
    const undone = isUndone && outcome.isOut ? 'out' : 'undone';
    response.redirect(303, comeBack(id, isUndone ? undone : 'undecided'));
  };
}
