import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../compare/results.js';
import { drawComparisonFigures } from './comparison-figures.js';
import { drawDataFigures } from './data-figures.js';
import { pngOf, type Figure } from './figure.js';
import { drawLearningFigures } from './learning-figures.js';
import { pageOf } from './page.js';

/**
 * Writes `report.html` and the pictures `plots/*.svg` and `plots/*.png`, in place of what is there. The same results give
 * the same bytes on one machine.
 */
export async function writeReport(results: Results, dir: string): Promise<void> {
  const figures = [
    ...(await drawDataFigures(results)),
    ...(await drawLearningFigures(results.networks)),
    ...(await drawComparisonFigures(results)),
  ];
  const page = pageOf(results, figures);
  const plots = join(dir, 'plots');
  await rm(plots, { recursive: true, force: true });
  await mkdir(plots, { recursive: true });
  await Promise.all(figures.map((figure) => writeFigure(figure, plots)));
  await writeFile(join(dir, 'report.html'), page);
}

async function writeFigure(figure: Figure, plots: string): Promise<void> {
  await writeFile(join(plots, `${figure.name}.svg`), figure.svg);
  await writeFile(join(plots, `${figure.name}.png`), await pngOf(figure));
}
