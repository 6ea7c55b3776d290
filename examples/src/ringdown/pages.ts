import { writeFile } from 'node:fs/promises';
import type { RecordedRun } from '@epsie/io';
import { corner, report } from '@epsie/plots';
import { published } from './known.ts';
import { labels, prior } from './model.ts';

/** Files that are written of a run: a report, and a figure of the posterior beside the prior. */
export type Pages = { readonly report: string; readonly corner: string };

/** Writes a report on a run as HTML, and a corner as SVG, beside its directory. The published values are marked in the corner. */
export async function writePages(run: RecordedRun, burnIn: number): Promise<Pages> {
  const base = run.directory.replace(/(\.run)?\/*$/, '');
  const pages = { report: `${base}.html`, corner: `${base}-corner.svg` };
  const { html } = await report(run, { burnIn, labels, title: 'Ringdown of GW150914' });
  await writeFile(pages.report, html);
  const title = 'Ringdown of GW150914; marked: the published values';
  const { svg } = await corner(run, { burnIn, labels, prior, truths: published, title });
  await writeFile(pages.corner, svg);
  return pages;
}
