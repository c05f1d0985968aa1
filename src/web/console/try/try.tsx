import express, { type RequestHandler, Router } from 'express';
import type { TryTexts } from '../../../app/try-texts.js';
import type { ModelRecord, ModelStore } from '../../../domain/model.js';
import { Problem } from '../../problems.js';
import { sendPage, sendPart, wantsPart } from '../render.js';
import { viewerOf } from '../viewer.js';
import { readTrial, type TrialForm } from './read-trial.js';
import { TrialResults } from './trial-results.js';
import { type OfferedModel, TryPage } from './try-page.js';

export interface TryDependencies {
  readonly store: Pick<ModelStore, 'listModels' | 'readModelPlaces'>;
  readonly tryTexts: TryTexts;
  /** What decides in this process at this moment. */
  readonly currentModel: () => string;
}

/** Twenty texts of ten thousand characters, of which a form writes each with up to nine. */
const MOST_BYTES = 1_900_000;

const readLong: RequestHandler = express.urlencoded({ extended: false, limit: MOST_BYTES });

/** In the place of what reads other forms: texts are longer than fields. */
export const readTexts: RequestHandler = (request, response, next) => {
  void readLong(request, response, (fault?: unknown) => {
    const isTooLarge = fault instanceof Error && 'type' in fault && fault.type === 'entity.too.large';
    next(isTooLarge ? new Problem(413, 'These texts are too long to be tried at once') : fault);
  });
};

/** `/try`: what models make of texts. It is a form, but nothing is kept, so everybody may. */
export function createTryRouter(dependencies: TryDependencies): Router {
  const router = Router();
  router.get('/', async (_request, response) => {
    const models = await listOffered(dependencies);
    const form = readTrial({ models: models.filter(({ note }) => note !== '').map(({ id }) => id) });
    sendPage(response, HEAD, <TryPage form={form} models={models} isNew csrf={viewerOf(response).csrf} />);
  });
  router.post('/', async (request, response) => {
    const form = readTrial(request.body);
    const results = <TrialResults form={form} tried={await tried(dependencies, form)} />;
    if (wantsPart(request)) {
      sendPart(response, results);
      return;
    }
    const models = await listOffered(dependencies);
    sendPage(
      response,
      HEAD,
      <TryPage form={form} models={models} csrf={viewerOf(response).csrf}>
        {results}
      </TryPage>,
    );
  });
  return router;
}

const HEAD = { title: 'Try it', page: 'try' } as const;

async function tried({ tryTexts }: TryDependencies, form: TrialForm) {
  return Object.keys(form.problems).length > 0 ? [] : tryTexts(form);
}

/** Those in use first; a model whose files are gone cannot be told from here and says so when it is tried. */
async function listOffered({ store, currentModel }: TryDependencies): Promise<readonly OfferedModel[]> {
  const [models, { shadow }] = await Promise.all([store.listModels(), store.readModelPlaces()]);
  const current = currentModel();
  const noteOf = ({ id }: Pick<ModelRecord, 'id'>): string => {
    if (id === current) return 'current';
    return id === shadow ? 'shadow' : '';
  };
  const all = models.some(({ id }) => id === current) ? models : [{ id: current }, ...models];
  const offered = all.map((model) => ({ id: model.id, note: noteOf(model) }));
  return [...offered.filter(({ note }) => note !== ''), ...offered.filter(({ note }) => note === '')];
}
