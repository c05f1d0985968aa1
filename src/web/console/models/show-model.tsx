import type { RequestHandler } from 'express';
import { mayActAs } from '../../../domain/access.js';
import { textOf } from '../../../domain/message.js';
import type { ModelRecord } from '../../../domain/model.js';
import { sendPage, sendPart, wantsPart } from '../render.js';
import { viewerOf } from '../viewer.js';
import { ModelPage } from './model-page.js';
import type { ModelPagesDependencies } from './models-dependencies.js';
import { modelIn } from './place-by-form.js';
import { readManifest } from './read-manifest.js';
import { readReport, type ReportFacts } from './read-report.js';
import { MeasuredReliability } from './measured-reliability.js';

export function showModel(dependencies: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const model = await modelIn(request, dependencies.store);
    const viewer = viewerOf(response);
    sendPage(
      response,
      { title: model.id, page: 'models' },
      <ModelPage
        {...await readAbout(dependencies, model)}
        isAdmin={mayActAs(viewer.role, 'admin')}
        csrf={viewer.csrf}
      />,
    );
  };
}

async function readAbout({ store, placing }: ModelPagesDependencies, model: ModelRecord) {
  const [files, stored, { shadow }, { model: current }] = await Promise.all([
    store.readModelFiles(model.id),
    store.readModelReport(model.id),
    store.readModelPlaces(),
    placing.readCurrent(),
  ]);
  const manifest = files?.['manifest.json'];
  const report = readReport(stored);
  return {
    model,
    current,
    shadow,
    isPruned: files === null,
    manifest: manifest === undefined ? null : readManifest(manifest),
    report,
    texts: report === null ? new Map<string, string>() : await readTexts(store, report),
  };
}

/** A report names people's texts by their ids, so that what is erased is gone from it, too. */
async function readTexts(
  store: ModelPagesDependencies['store'],
  { missed, lessons, drift }: ReportFacts,
): Promise<ReadonlyMap<string, string>> {
  const contradicted = (lessons?.contradictions ?? []).flatMap(([id]) => id ?? []);
  const corrections = await store.findCorrections([...missed.map(({ id }) => id), ...contradicted]);
  const texts = new Map(corrections.map(({ id, text }) => [id, text]));
  for (const { id } of drift?.examples ?? []) {
    const message = await store.findMessage(id);
    if (message !== null) texts.set(id, textOf(message));
  }
  return texts;
}

/** Loaded after the page: it takes a second or two the first time. */
export function showReliability({ store, measureReliability }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { id } = await modelIn(request, store);
    const part = <MeasuredReliability bins={await measureReliability(id)} />;
    if (wantsPart(request)) sendPart(response, part);
    else sendPage(response, { title: `Reliability of ${id}`, page: 'models' }, part);
  };
}
