import type { Figure } from '../figure/figure.ts';
import type { FigureKindName } from '../kinds/kinds.ts';
import { element } from '../svg/element.ts';
import { proseText, scrolling } from './html.ts';

/** Heading of each figure, and what to look for in it. */
const CAPTIONS: { readonly [K in FigureKindName]: readonly [heading: string, caption: string] } = {
  intervals: ['Intervals', 'Median, and the shortest intervals with 50 and 94 % of the draws.'],
  corner: ['Pairs of parameters', 'Densities, and contours that hold 50 and 90 % of the draws.'],
  density: ['Densities', 'Density of each parameter, with its median and the shortest interval.'],
  dimension: ['Number of components', 'The trace should visit each number often; probabilities have their errors.'],
  trace: ['Traces', 'Chains that converged cover the same values, without a trend after burn-in.'],
  rank: ['Ranks', 'The line of a chain that differs from the others leaves the band.'],
  autocorrelation: ['Autocorrelations', 'They should fall to zero within a small part of the run.'],
  essGrowth: ['Effective sample sizes', 'They grow in proportion to the draws where the chains mix.'],
  acceptance: ['Acceptance', 'Ratios should settle between the dashed lines, in all chains alike.'],
  logLikelihoodByBeta: [
    'Integrand of the evidence',
    'The area under the mean is the log evidence: there should be levels where it bends.',
  ],
  ladder: ['Ladder', 'Levels should have settled before the burn-in ends.'],
  swaps: ['Swaps', 'Rejections should be alike, and well below 1: levels belong where the local barrier is high.'],
  indexProcess: ['Paths of replicas', 'Replicas should travel between the coldest and the hottest level often.'],
};

/** Width in pixels below which a figure scrolls, since its labels could not be read. */
const NARROWEST = 520;

/** Returns a figure with heading and caption. Its style sheet is that of the report. */
export function figureBlock(kind: FigureKindName, { svg, width, description }: Figure, remark = ''): string {
  const [heading, caption] = CAPTIONS[kind];
  const style = `max-width:${Math.round(width * 1.3)}px;min-width:${Math.min(NARROWEST, Math.round(width))}px`;
  const inline = svg
    .replace(' xmlns="http://www.w3.org/2000/svg"', '')
    .replace(/<style>.*?<\/style>/s, '')
    .replace('<svg ', `<svg style="${style}" `);
  return (
    element('h3', {}, heading) +
    element('figure', {}, scrolling(description, inline), element('figcaption', {}, `${caption}${remark}`))
  );
}

/** Returns the heading of a figure that could not be drawn, with the reason. */
export const missingFigure = (kind: FigureKindName, reason: string): string =>
  element('h3', {}, CAPTIONS[kind][0]) + element('p', { class: 'note' }, `Not drawn: ${proseText(reason)}.`);
