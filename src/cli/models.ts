import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultReason } from '../classifier/fault-reason.js';
import type { PlaceOutcome } from '../app/place-model.js';
import type { Tools } from '../compose/tools.js';
import { textOf } from '../domain/message.js';
import type { ModelRecord } from '../domain/model.js';
import type { Io } from './io.js';
import { shorten, withTools } from './with-tools.js';

const AUTHOR = 'command line';

/** `hamgate models list`. */
export async function listModels({ json }: { readonly json?: boolean }, { env, stdout }: Io): Promise<void> {
  await withTools(env, async ({ store, base }) => {
    const [models, places] = await Promise.all([store.listModels(), store.readModelPlaces()]);
    const current = places.current ?? base;
    if (json === true) {
      stdout.write(`${JSON.stringify({ current, shadow: places.shadow, items: models })}\n`);
      return;
    }
    const markOf = ({ id }: ModelRecord): string => {
      if (id === current) return '*';
      return id === places.shadow ? 's' : ' ';
    };
    for (const model of models) stdout.write(`${markOf(model)} ${describe(model)}`);
    stdout.write(`* current${places.shadow === null ? '' : ', s shadow'}\n`);
  });
}

function describe(model: ModelRecord): string {
  const { id, createdAt, decision } = model;
  const notes = decision === null ? [] : [...decision.reasons, ...decision.alarms];
  return [`${id}  ${createdAt}  ${lineage(model)}`, ...notes.map((note) => `      ${note}`), ''].join('\n');
}

function lineage({ architecture, bytes, parent, measuredAgainst, decision }: ModelRecord): string {
  const size = `${architecture}, ${(bytes / 1024 / 1024).toFixed(1)} MB`;
  if (parent === null || decision === null) return `${size}, given`;
  const verdict = decision.isPromotable ? 'passed the gate' : 'refused by the gate';
  return `${size}, learnt from ${parent}, measured against ${measuredAgainst ?? parent}: ${verdict}`;
}

/** `hamgate models show`. */
export async function showModel(
  id: string,
  { json, html }: { readonly json?: boolean; readonly html?: string },
  { env, stdout }: Io,
): Promise<void> {
  await withTools(env, async ({ store }) => {
    const model = await store.findModel(id);
    if (model === null) throw unknownModel(id);
    const stored = await store.readModelReport(id);
    if (json === true) {
      stdout.write(`${JSON.stringify({ ...model, report: stored })}\n`);
      return;
    }
    stdout.write(`${model.id}  ${model.createdAt}  ${lineage(model)}\n`);
    if (stored === null) return;
    // Loaded only now: the laboratory is large.
    const { parseReport, renderText } = await import('../learning/report/render-text.js');
    const report = parseReport(stored);
    stdout.write(renderText(report));
    if (html === undefined) return;
    const [{ renderPage }, { readTexts }] = await Promise.all([
      import('../learning/report/render-page.js'),
      import('./report-texts.js'),
    ]);
    await write(html, renderPage(report, await readTexts(store, report)));
    stdout.write(`Wrote ${html}\n`);
  });
}

const unknownModel = (id: string): Error =>
  new Error(`There is no model "${id}": hamgate models list shows those that there are`);

/** `hamgate models promote`. */
export async function promoteModel(id: string, isForced: boolean, { env, stdout }: Io): Promise<void> {
  await withTools(env, async ({ placing }) => {
    report(await placing.promote(id, { author: AUTHOR, isForced }), id, stdout);
  });
}

/** `hamgate models rollback`. */
export async function rollBackModel({ env, stdout }: Io): Promise<void> {
  await withTools(env, async ({ placing }) => report(await placing.rollBack(AUTHOR), '', stdout));
}

/** `hamgate models shadow`. */
export async function shadowModel(
  id: string | undefined,
  { off, limit }: { readonly off: boolean; readonly limit: number },
  { env, stdout }: Io,
): Promise<void> {
  await withTools(env, async (tools) => {
    if (off) report(await tools.placing.cast(null, AUTHOR), '', stdout);
    else if (id !== undefined) report(await tools.placing.cast(id, AUTHOR), id, stdout);
    else await listDisagreements(tools, limit, stdout);
  });
}

async function listDisagreements({ store }: Tools, limit: number, stdout: Io['stdout']): Promise<void> {
  const { shadow } = await store.readModelPlaces();
  if (shadow === null) {
    stdout.write('No model stands in the shadow: hamgate models shadow VERSION puts one there\n');
    return;
  }
  const { scored, toSpam, toHam } = await store.countShadow(shadow);
  stdout.write(
    `${shadow} scored ${scored} messages: ${toSpam} would become spam, ${toHam} would become ham\n`,
  );
  for (const { message, shadow: other } of await store.listDisagreements(shadow, limit))
    stdout.write(
      `${message.id}  ${percent(message.verdict.score)} -> ${percent(other.score)}  ${message.channel}:${message.conversation}  ${oneLineOf(textOf(message))}\n`,
    );
}

export const percent = (score: number | null): string =>
  score === null ? '-' : `${(score * 100).toFixed(1)} %`;

const SHOWN = 100;

/** One line of it. */
export const oneLineOf = (text: string): string => shorten(text, SHOWN);

/** Throws for what was not done. */
function report(outcome: PlaceOutcome, id: string, stdout: Io['stdout']): void {
  switch (outcome.kind) {
    case 'placed':
      stdout.write(
        `${outcome.model ?? 'no model'} from now on, before it was ${outcome.before ?? 'none'}; a gate that runs follows within a second or two\n`,
      );
      return;
    case 'unchanged':
      stdout.write(`It is ${outcome.model ?? 'none'} already\n`);
      return;
    case 'unknown-model':
      throw unknownModel(id);
    case 'pruned':
      throw new Error(
        `The files of "${id}" are gone, as those of old candidates are: retrain makes a new one`,
      );
    case 'nothing-before':
      throw new Error('There is no model to go back to: the current one is that of the settings');
    case 'refused':
      throw new Error(
        `The gate refused "${id}": ${outcome.reasons.join('; ')}. To use it all the same: --force`,
      );
  }
}

/** `hamgate models export`. */
export async function exportModel(id: string, dir: string, { env, stdout }: Io): Promise<void> {
  await withTools(env, async ({ store }) => {
    const files = await store.readModelFiles(id);
    if (files === null) throw unknownModel(id);
    await mkdir(dir, { recursive: true });
    if ((await readdir(dir)).length > 0) throw new Error(`Cannot write to "${dir}": it is not empty`);
    for (const [name, bytes] of Object.entries(files)) await write(join(dir, name), bytes);
    stdout.write(`Wrote ${dir}\n`);
  });
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((cause: unknown) => {
    throw new Error(`Cannot write "${file}": ${faultReason(cause)}`, { cause });
  });
}
