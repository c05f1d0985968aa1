import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Of } from '../../classifier/bundle.js';
import type { Architecture, Balance } from '../../classifier/manifest.js';
import { type BundleParts, writeBundle } from '../../classifier/write-bundle.js';
import { renderCard } from '../card.js';
import type { LabelledText } from '../labelled-data.js';
import type { Split } from '../split.js';
import { type Run, runSchema } from './results.js';
import { slugOf } from './variant-names.js';

/** What a run depends on: a kept one counts only when all of it is the same. */
export interface RunPlan {
  readonly architecture: Architecture;
  readonly mask: boolean;
  readonly seed: number;
  /** At most so many. */
  readonly epochs: number;
  readonly backend: string;
  /** Of the data file. */
  readonly dataSha256: string;
  /** Row by row which messages were trained on, validated on and kept away; see `splitHash`. */
  readonly splitSha256: string;
  readonly balance: Balance;
}

const keptRun = z.object({ plan: z.string(), run: runSchema });

/** Finished runs below a folder, so that the same command goes on where it was stopped. */
export interface KeptRuns {
  /** Null when there is none, or one of another plan. */
  find(plan: RunPlan): Promise<Run | null>;
  keep(plan: RunPlan, run: Run, parts: BundleParts): Promise<void>;
  bundleDir(plan: RunPlan): string;
}

const BUNDLE = 'bundle';

export function createKeptRuns(dir: string): KeptRuns {
  const folderOf = (plan: RunPlan): string => join(dir, `${slugOf(plan)}-${plan.seed}`);
  const fileOf = (plan: RunPlan): string => join(folderOf(plan), 'run.json');
  return {
    bundleDir: (plan) => join(folderOf(plan), BUNDLE),
    find: async (plan) => {
      const text = await readFile(fileOf(plan), 'utf8').catch(() => null);
      if (text === null) return null;
      const hasBundle = await access(join(folderOf(plan), BUNDLE, 'manifest.json')).then(
        () => true,
        () => false,
      );
      if (!hasBundle) return null;
      const parsed = keptRun.safeParse(parseJson(text));
      return parsed.success && parsed.data.plan === keyOf(plan) ? parsed.data.run : null;
    },
    keep: async (plan, run, parts) => {
      await mkdir(folderOf(plan), { recursive: true });
      // Else a run of another plan would, for a moment, claim the new bundle.
      await rm(fileOf(plan), { force: true });
      await writeBundle(join(folderOf(plan), BUNDLE), parts, renderCard(parts.manifest));
      // Last, and in one step: a run without this file was not finished.
      const file = fileOf(plan);
      await writeFile(`${file}.part`, `${JSON.stringify({ plan: keyOf(plan), run })}\n`);
      await rename(`${file}.part`, file);
    },
  };
}

const keyOf = (plan: RunPlan): string => JSON.stringify(plan, Object.keys(plan).sort());

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Two splits with one hash have the same messages in the same order. */
export function splitHash(split: Split & { readonly holdout: readonly LabelledText[] | null }): string {
  return sha256Of(Buffer.from(JSON.stringify([split.train, split.validation, split.holdout])));
}
