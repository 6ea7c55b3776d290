import { writeFile } from 'node:fs/promises';
import type { RecordedRun } from '@epsie/io';
import { corner, type Figure, trace } from '@epsie/plots';
import { published } from './known.ts';
import { labels, prior } from './model.ts';

/** Writes the figures of a run beside it, as SVG, and returns their paths. */
export async function writeFigures(run: RecordedRun, burnIn: number): Promise<string[]> {
  const truths = published;
  const figures = {
    corner: await corner(run, {
      burnIn,
      labels,
      prior,
      truths,
      title: 'Ringdown of GW150914; marked: the published values',
    }),
    trace: await trace(run, { burnIn, labels, title: 'Ringdown of GW150914: all chains' }),
  };
  return Promise.all(Object.entries(figures).map(([name, figure]) => write(pathOf(run.directory, name), figure)));
}

const pathOf = (directory: string, name: string): string => `${directory.replace(/(\.run)?\/*$/, '')}-${name}.svg`;

async function write(path: string, { svg }: Figure): Promise<string> {
  await writeFile(path, svg);
  return path;
}
