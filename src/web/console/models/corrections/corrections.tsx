import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { mayActAs } from '../../../../domain/access.js';
import { CORRECTION_ROLES, CORRECTION_SOURCES, LABELS } from '../../../../domain/correction.js';
import { cleanText } from '../../../../domain/message.js';
import { callerOf } from '../../../access/caller.js';
import { requireRole } from '../../../access/require-token.js';
import { readPage } from '../../../paging.js';
import { parseOrRefuse, Problem } from '../../../problems.js';
import { Said } from '../../forms.js';
import { sendPage, sendPart, wantsPart } from '../../render.js';
import { viewerOf } from '../../viewer.js';
import type { ModelPagesDependencies } from '../models-dependencies.js';
import { ContradictionsPage } from './contradictions-page.js';
import { CorrectionRow, CorrectionsPage } from './corrections-page.js';

/** `/models/corrections` and `/models/contradictions`: what models learn from, and what they cannot. */
export function createCorrectionsRouter(dependencies: ModelPagesDependencies): Router {
  const router = Router();
  router.get('/corrections', list(dependencies));
  router.get('/contradictions', listContradictions(dependencies));
  router.post('/corrections/:id/withdraw', requireRole('moderator'), withdraw(dependencies));
  return router;
}

const PAGE = 50;

/** An empty field of a form is no filter. */
const choice = <const Values extends readonly string[]>(values: Values) =>
  z.union([z.literal('').transform(() => undefined), z.enum(values)]).optional();
const place = z.string().max(500).transform(cleanText).optional();
const ListRequest = z.object({
  author: z.string().max(300).transform(cleanText).optional(),
  label: choice(LABELS),
  source: choice(CORRECTION_SOURCES),
  role: choice(CORRECTION_ROLES),
  state: choice(['standing', 'withdrawn']),
  after: place,
});

function list({ store }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { after, ...given } = parseOrRefuse(ListRequest, request.query);
    const filters = filled(given);
    const query = { ...filters, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await readPage(() => store.listCorrections(query));
    const viewer = viewerOf(response);
    sendPage(
      response,
      { title: 'Corrections', page: 'models' },
      <CorrectionsPage
        page={page}
        filters={filters}
        isLater={after !== undefined}
        csrf={mayActAs(viewer.role, 'moderator') ? viewer.csrf : null}
      />,
    );
  };
}

/** Without what was not given. */
function filled<Fields extends Readonly<Record<string, string | undefined>>>(fields: Fields) {
  type Filled = { readonly [Name in keyof Fields]?: NonNullable<Fields[Name]> };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Filled;
}

function listContradictions({ store }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { after } = parseOrRefuse(z.object({ after: place }), request.query);
    const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await readPage(() => store.listContradictions(query));
    const viewer = viewerOf(response);
    sendPage(
      response,
      { title: 'Contradictions', page: 'models' },
      <ContradictionsPage
        page={page}
        isLater={after !== undefined}
        csrf={mayActAs(viewer.role, 'moderator') ? viewer.csrf : null}
      />,
    );
  };
}

const Params = z.object({ id: z.string().min(1).max(100).transform(cleanText) });
/** The list that a form stands in, for browsers without scripts. */
const Back = z.object({ back: z.enum(['corrections', 'contradictions']).catch('corrections') });

function withdraw({ store, clock }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { id } = parseOrRefuse(Params, request.params);
    const { back } = Back.parse(request.body ?? {});
    const by = { author: callerOf(response).author, at: clock.now().toISOString() };
    if (!(await store.withdrawCorrection(id, by))) throw new Problem(404, 'There is no such correction');
    if (!wantsPart(request)) {
      response.redirect(303, `/models/${back}`);
      return;
    }
    await sendRow(request, response, { store, id });
  };
}

async function sendRow(
  _request: Request,
  response: Parameters<RequestHandler>[1],
  { store, id }: Pick<ModelPagesDependencies, 'store'> & { readonly id: string },
): Promise<void> {
  const [correction] = await store.findCorrections([id]);
  if (correction === undefined) throw new Problem(404, 'There is no such correction');
  sendPart(
    response,
    <>
      <CorrectionRow correction={correction} csrf={null} back="corrections" />
      <Said>Withdrawn: it counts no more, and the next model unlearns it.</Said>
    </>,
  );
}
