import { writeFile } from 'node:fs/promises';
import type { RecordedRun } from '@epsie/io';
import { corner, report } from '@epsie/plots';
import { published } from './known.ts';
import { labels, prior } from './model.ts';

/** Files that are written of a run: a report, and a figure of the posterior beside the prior. */
export type Pages = { readonly report: string; readonly corner: string };

/** Writes a report on a run as HTML, and a corner as SVG, beside its directory. The published values are marked in both. */
export async function writePages(run: RecordedRun, burnIn: number): Promise<Pages> {
  const base = run.directory.replace(/(\.run)?\/*$/, '');
  const pages = { report: `${base}.html`, corner: `${base}-corner.svg` };
  const options = { burnIn, labels, truths: published };
  await writeFile(pages.report, (await report(run, { ...options, title: 'Ringdown of GW150914' })).html);
  const title = 'Ringdown of GW150914; marked: the published values';
  await writeFile(pages.corner, (await corner(run, { ...options, prior, title })).svg);
  return pages;
}
