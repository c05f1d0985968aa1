import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { WaitingMessage } from '../../../domain/browsing.js';
import type { Page } from '../../../domain/page.js';
import { mayActAs } from '../../../domain/access.js';
import type { CorrectionStore, MessageStore } from '../../../domain/store.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { requireRole } from '../../access/require-token.js';
import { readPage } from '../../paging.js';
import { type Explainer, explainRows } from '../message-view/explain-rows.js';
import { readFilter, type ReadFilter } from '../message-view/read-filter.js';
import { sendPage, sendPart, wantsPart } from '../render.js';
import { viewerOf } from '../viewer.js';
import { createAnswers } from './answers.js';
import { CopiesList, MOST_SHOWN } from './copies.js';
import type { DecideDependencies, WaitingKind } from './decide.js';
import type { RowContext } from './decide-form.js';
import { readNew } from './new-rows.js';
import { kindQuery, QUARANTINE, QuarantinePage } from './quarantine-page.js';
import { readCopiesQuery, readId, readKind, readResult } from './read-answer.js';
import { ResultLine } from './result-line.js';

export interface QuarantineDependencies extends DecideDependencies, Explainer {
  readonly store: Pick<MessageStore, 'findMessage' | 'listCopies' | 'listWaiting' | 'newestWaiting'> &
    Pick<CorrectionStore, 'findDecision'>;
}

/** Rows are tall, and each is explained. */
const ROWS = 25;

const FILTERS = ['channel', 'conversation', 'band', 'fromScore', 'toScore', 'search'] as const;

/** `/quarantine`: what was withheld, and what is doubtful, to be decided by people. */
export function createQuarantineRouter(dependencies: QuarantineDependencies): Router {
  const router = Router();
  router.get('/', showList(dependencies));
  router.get('/new', showNew(dependencies));
  router.get('/copies/:id', showCopies(dependencies));
  const answers = createAnswers(dependencies);
  router.post('/decide', requireRole('moderator'), answers.decide);
  router.post('/undo', requireRole('moderator'), answers.undo);
  return router;
}

const TITLE = 'Quarantine';
const HEAD = { title: TITLE, page: 'quarantine' } as const;

function showList(dependencies: QuarantineDependencies): RequestHandler {
  return async (request, response) => {
    const kind = readKind(request.query);
    const { filter, filled } = readFilter(request.query, FILTERS);
    // Asked before the list is read: what comes in between is told of, and known already.
    const newest = await dependencies.store.newestWaiting();
    const page = await readWaiting(dependencies, kind, filter);
    const explanations = await explainRows(
      dependencies,
      page.items.map(({ message }) => message),
    );
    const context = contextOf(response, kind, { ...filled, ...placeOf(filter) });
    const result = readResult(request.query);
    sendPage(
      response,
      HEAD,
      <QuarantinePage
        {...{ ...context, page, explanations, filled, newest }}
        isLater={filter.after !== undefined}
        result={
          <ResultLine {...context} result={result} messages={await findAll(dependencies, result.ids)} />
        }
      />,
    );
  };
}

const readWaiting = (
  { store }: QuarantineDependencies,
  kind: WaitingKind,
  filter: ReadFilter['filter'],
): Promise<Page<WaitingMessage>> => readPage(() => store.listWaiting({ ...filter, kind, limit: ROWS }));

const placeOf = ({ after }: ReadFilter['filter']) => (after === undefined ? {} : { after });

function contextOf(
  response: Response,
  kind: WaitingKind,
  query: Readonly<Record<string, string>>,
): RowContext {
  const { csrf, role } = viewerOf(response);
  const parameters = new URLSearchParams({ ...kindQuery(kind), ...query }).toString();
  const back = parameters === '' ? QUARANTINE : `${QUARANTINE}?${parameters}`;
  return { kind, csrf, mayDecide: mayActAs(role, 'moderator'), back };
}

async function findAll(
  { store }: QuarantineDependencies,
  ids: readonly string[],
): Promise<readonly StoredMessage[]> {
  const messages: StoredMessage[] = [];
  for (const id of ids) {
    const message = await store.findMessage(id);
    if (message !== null) messages.push(message);
  }
  return messages;
}

/** The part that an open page asks for when it hears that something came. */
function showNew(dependencies: QuarantineDependencies): RequestHandler {
  return async (request, response) => {
    const kind = readKind(request.query);
    const { filter, filled } = readFilter(request.query, FILTERS);
    const page = await readWaiting(dependencies, kind, filter);
    const part = await readNew(dependencies, {
      page,
      query: request.query,
      title: TITLE,
      context: contextOf(response, kind, filled),
    });
    if (part === null) response.status(204).end();
    else sendPart(response, part);
  };
}

function showCopies({ store }: QuarantineDependencies): RequestHandler<{ id: string }> {
  return async (request: Request<{ id: string }>, response) => {
    const { kind, back } = readCopiesQuery(request.query);
    const id = readId(request.params);
    const { csrf, role } = viewerOf(response);
    const copies = await store.listCopies(id, MOST_SHOWN + 1, kind);
    const list = <CopiesList {...{ kind, back, csrf, copies }} mayDecide={mayActAs(role, 'moderator')} />;
    if (wantsPart(request)) sendPart(response, list);
    else
      sendPage(
        response,
        HEAD,
        <>
          <p>
            <a href={back}>Back to the list</a>
          </p>
          {list}
        </>,
      );
  };
}
