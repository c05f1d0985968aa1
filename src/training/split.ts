import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { faultReason } from '../classifier/fault-reason.js';
import type { Label } from '../domain/correction.js';
import { DataError } from './data-error.js';
import type { LabelledText } from './labelled-data.js';
import { createRandom, type Random, shuffled } from './random.js';

export interface Split {
  readonly train: readonly LabelledText[];
  readonly validation: readonly LabelledText[];
}

const splitFileSchema = z.object({ train: z.array(z.int().min(0)), test: z.array(z.int().min(0)) });

/**
 * Takes the rows of a labelled file that a split file names: JSON, `train` and `test`, row numbers from 0 without the
 * header. Rejects with a `DataError`.
 */
export async function readSplit(path: string, rows: readonly LabelledText[]): Promise<Split> {
  const fail = (reason: string, cause?: unknown): never => {
    throw new DataError(`Cannot read the split in "${path}": ${reason}`, { cause });
  };
  const bytes = await readFile(path, 'utf8').catch((cause: unknown) => fail(faultReason(cause), cause));
  const parsed = splitFileSchema.safeParse(parseJson(bytes, fail));
  if (!parsed.success) return fail('it has no lists "train" and "test" of row numbers');
  const { train, test } = parsed.data;
  const all = [...train, ...test];
  if (new Set(all).size !== all.length) return fail('a row stands in it twice');
  const pick = (numbers: readonly number[]) =>
    numbers.map((n) => rows[n] ?? fail(`row ${n} is not in the data, which has ${rows.length} rows`));
  return { train: pick(train), validation: pick(test) };
}

function parseJson(text: string, fail: (reason: string, cause: unknown) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail('it is not valid JSON', cause);
  }
}

const VALIDATION_SHARE = 0.2;

/** Draws a fifth of each class for validation. The seed decides which rows and in which order they come. */
export function drawSplit(rows: readonly LabelledText[], seed: number): Split {
  const random = createRandom(seed, 'split');
  const halves = byClass(rows).map((ofClass) => {
    const order = shuffled(ofClass, random);
    const size = Math.ceil(order.length * VALIDATION_SHARE);
    return { validation: order.slice(0, size), train: order.slice(size) };
  });
  return {
    train: shuffled(
      halves.flatMap((half) => half.train),
      random,
    ),
    validation: shuffled(
      halves.flatMap((half) => half.validation),
      random,
    ),
  };
}

/** Takes as many rows of the larger class as the smaller one has; the seed decides which. They keep their order. */
export function undersample(rows: readonly LabelledText[], seed: number): LabelledText[] {
  const random = createRandom(seed, 'split');
  const classes = byClass(rows);
  const size = Math.min(...classes.map((ofClass) => ofClass.length));
  const kept = new Set(classes.flatMap((ofClass) => draw(ofClass, size, random)));
  return rows.filter((row) => kept.has(row));
}

function draw(rows: readonly LabelledText[], size: number, random: Random): readonly LabelledText[] {
  return rows.length === size ? rows : shuffled(rows, random).slice(0, size);
}

function byClass(rows: readonly LabelledText[]): LabelledText[][] {
  return (['ham', 'spam'] as const).map((label) => rows.filter((row) => row.label === label));
}

export function countClasses(rows: readonly LabelledText[]): Record<Label, number> {
  const spam = rows.filter((row) => row.label === 'spam').length;
  return { spam, ham: rows.length - spam };
}
