import { type Diagnosis, diagnose, evidence, type Summary, summary, tempering } from '@epsie/analysis';
import type { DiskSource, MemorySource, Source, TemperedMemory } from '@epsie/analysis/sources';
import type { FigureKindName } from '../kinds/kinds.ts';
import { element, escaped } from '../svg/element.ts';
import { leastConverged } from './choice.ts';
import { type Attempt, attempt, drawFigures } from './drawing.ts';
import { factsSection, sizeOf } from './facts.ts';
import { paragraph, proseText, section } from './html.ts';
import { type Plan, planOf, type ReportOptions } from './plan.ts';
import { Report } from './report.ts';
import { ask, finish, type Work } from './steps.ts';
import { reportStyle } from './style.ts';
import { evidenceContent, summaryTable, temperingContent, verdictOf } from './tables.ts';

/** Figures by section. */
const POSTERIOR: readonly FigureKindName[] = ['intervals', 'corner', 'density', 'dimension'];
const CONVERGENCE: readonly FigureKindName[] = ['trace', 'rank', 'autocorrelation', 'essGrowth', 'acceptance'];
const EVIDENCE: readonly FigureKindName[] = ['logLikelihoodByBeta'];
const TEMPERING: readonly FigureKindName[] = ['ladder', 'swaps', 'indexProcess'];

/**
 * Returns a report on a sampler as one HTML file, or the promise of that of a run on disk: the verdict of `diagnose`, the summary, figures,
 * evidence and tempering of tempered chains, and what was run. The file needs no network and no scripts, is light or dark as the reader's
 * system is, and can be printed.
 *
 * Of more than 100 000 draws of a parameter after burn-in, every n-th is read, which the report states. Traces and ranks are those of the six
 * parameters with the largest R̂, a corner shows the first six.
 *
 * @throws TypeError or RangeError for wrong options, for a source without draws after burn-in, and for a figure that was asked for and cannot
 * be drawn
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { report } from '@epsie/plots';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 4, seed: 1 });
 * await sampler.start({ x: [-1, 0, 1, 2] });
 * await sampler.run(2000);
 * const { html, ok } = report(sampler, { burnIn: 500, title: 'A normal distribution' });
 * await writeFile('report.html', html);
 * console.log(ok);
 * ```
 */
export function report(source: MemorySource, options?: ReportOptions): Report;
export function report(source: DiskSource, options?: ReportOptions): Promise<Report>;
export function report(source: Source, options?: ReportOptions): Report | Promise<Report>;
export function report(source: Source, options: ReportOptions = {}): Report | Promise<Report> {
  return finish(make(planOf(source, options)));
}

function* make(plan: Plan): Work<Report> {
  const shared = plan.shared as Source;
  const { burnIn, names, title } = plan;
  const diagnosis: Diagnosis = yield* ask(diagnose(shared as MemorySource, { burnIn }));
  const numbers: Summary = yield* ask(summary(shared as MemorySource, { burnIn, parameters: names }));
  const isTempered = plan.reading.draws.temperatures > 1;
  const tempered = isTempered ? yield* attempt(() => tempering(plan.source as TemperedMemory, { burnIn })) : undefined;
  const results = {
    worst: leastConverged(numbers.rows),
    tempering: tempered !== undefined && 'value' in tempered ? tempered.value : undefined,
  };
  const content = [
    header(plan),
    section('Verdict', verdictOf(diagnosis)),
    section('Summary', summaryTable(numbers, plan.look.labelOf), thinningNote(plan)),
    figureSection('Posterior', yield* drawFigures(plan, results, POSTERIOR)),
    figureSection('Convergence', yield* drawFigures(plan, results, CONVERGENCE)),
  ];
  // Figures that were asked for are errors where there is one temperature.
  const integrand = yield* drawFigures(plan, results, EVIDENCE);
  const ladders = yield* drawFigures(plan, results, TEMPERING);
  if (tempered !== undefined) {
    const found = yield* attempt(() => evidence(shared as TemperedMemory, { burnIn }));
    content.push(section('Evidence', contentOf(found, evidenceContent), integrand));
    content.push(section('Tempering', contentOf(tempered, temperingContent), ladders));
  }
  content.push(factsSection(plan.source, plan.reading, { burnIn, labelOf: plan.look.labelOf }));
  return new Report({ html: documentOf(title, content.join('')), ok: diagnosis.ok, title });
}

const header = ({ title, reading, burnIn }: Plan): string =>
  element(
    'header',
    {},
    element('h1', {}, escaped(title)),
    paragraph(`${sizeOf(reading)}${burnIn === 0 ? '' : `; a burn-in of ${burnIn} iterations is left out`}`, 'lead'),
  );

const figureSection = (heading: string, figures: string): string => (figures === '' ? '' : section(heading, figures));

function thinningNote({ thin, shared, reading }: Plan): string {
  if (thin === 1) return '';
  const counts = `${shared.length} of ${reading.draws.length} draws of each chain`;
  return paragraph(
    `Verdict, numbers and evidence are those of one draw in ${thin}: ${counts}. With all draws, effective sizes are as large or larger.`,
    'note',
  );
}

const contentOf = <Value>(found: Attempt<Value>, content: (value: Value) => string): string =>
  'value' in found ? content(found.value) : paragraph(`Not available: ${proseText(found.reason)}.`, 'note');

function documentOf(title: string, content: string): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, escaped(title)),
    element('style', {}, reportStyle()),
  );
  const body = element('body', {}, element('main', {}, content));
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, body)}\n`;
}
