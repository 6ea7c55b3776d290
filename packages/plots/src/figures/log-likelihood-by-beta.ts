import {
  type DiskSource,
  expectTempered,
  type MemorySource,
  type Source,
  type Steps,
  settle,
} from '@epsie/analysis/sources';
import { expectOptions } from '@epsie/core/checks';
import type { Figure } from '../figure/figure.ts';
import { drawGrid } from '../figure/grid.ts';
import { expectLook, LEVEL_OPTIONS, type LevelFigureOptions } from '../figure/options.ts';
import type { Axis, Panel } from '../figure/panel.ts';
import { dots } from '../marks/dots.ts';
import { band, line } from '../marks/line.ts';
import { expectBurnIn } from '../options/draws.ts';
import { areaOf, type LevelMoments, readLevelMoments } from '../reading/log-likelihood-levels.ts';
import { betaAxis } from '../scales/beta-axis.ts';
import { type Domain, domainOf } from '../scales/domain.ts';
import { rounded } from '../scales/rounded.ts';

/** Options of {@link logLikelihoodByBeta}. */
export type LogLikelihoodByBetaOptions = LevelFigureOptions;

/**
 * Draws the mean log likelihood at each level over β, with the middle 90 % of its draws: on a linear axis, on which the area under the mean is the log
 * evidence by thermodynamic integration (from the hottest level on), and on a logarithmic one, which shows the hot levels.
 *
 * @throws TypeError or RangeError for wrong options, for draws at one temperature alone, for log likelihoods that were not recorded, and for a
 * ladder that moves or that chains do not share
 */
export function logLikelihoodByBeta(source: MemorySource, options?: LogLikelihoodByBetaOptions): Figure;
export function logLikelihoodByBeta(source: DiskSource, options?: LogLikelihoodByBetaOptions): Promise<Figure>;
export function logLikelihoodByBeta(source: Source, options?: LogLikelihoodByBetaOptions): Figure | Promise<Figure>;
export function logLikelihoodByBeta(
  source: Source,
  options: LogLikelihoodByBetaOptions = {},
): Figure | Promise<Figure> {
  expectOptions('logLikelihoodByBeta', options, LEVEL_OPTIONS);
  const reading = expectTempered(source);
  const look = expectLook(options);
  const burnIn = expectBurnIn(options.burnIn);
  return settle(draw());

  function* draw(): Steps<Figure> {
    const levels = yield* readLevelMoments(reading, burnIn);
    const area = rounded(areaOf(levels)).replace('undefined', 'unknown');
    const panels = [linearPanel(levels, area), logarithmicPanel(levels)];
    const legend = [{ label: 'middle 90 % of the draws', mark: 'area', color: 'f0', opacity: 0.3 }] as const;
    const description = `Mean log likelihood of ${levels.length} levels over β; the area, the log evidence by thermodynamic integration, is ${area}`;
    return drawGrid(look, { panels, columns: 2, height: 180, legend, description });
  }
}

type Frame = {
  readonly title: string;
  readonly note?: string;
  readonly axis: Axis;
  readonly domain: Domain;
  readonly positionOf: (beta: number) => number;
};

function linearPanel(levels: readonly LevelMoments[], area: string): Panel {
  const domain = domainOf(levels.flatMap(({ mean, high }) => [mean, high]));
  const axis = { domain: [0, 1] as const };
  return panelOf(levels, {
    title: 'mean log likelihood',
    note: `area ${area}`,
    axis,
    domain,
    positionOf: (beta) => beta,
  });
}

// Log likelihoods of the prior can be so low that they would hide all others.
function logarithmicPanel(levels: readonly LevelMoments[]): Panel {
  const positive = levels.filter(({ beta }) => beta > 0);
  const { positionOf, ...axis } = betaAxis(positive.map(({ beta }) => beta));
  const domain = domainOf(positive.flatMap(({ mean, low, high }) => [mean, low, high]));
  return panelOf(positive, { title: 'the same over log β', axis, domain, positionOf });
}

function panelOf(levels: readonly LevelMoments[], { title, note = '', axis, domain, positionOf }: Frame): Panel {
  return {
    title,
    note,
    x: { ...axis, label: 'inverse temperature β' },
    y: { domain },
    marks: (x, y) => {
      const across = levels.map(({ beta }) => x(positionOf(beta)));
      const up = (of: (level: LevelMoments) => number): number[] => levels.map((level) => y(of(level)));
      // A quantile of −∞ is below the axis, as are those that are cut off.
      const [low, high] = [
        up((level) => Math.max(level.low, domain[0])),
        up((level) => Math.max(level.high, domain[0])),
      ];
      const mean = up((level) => level.mean);
      return band(across, low, high, 'f0', 0.3) + line(across, mean, 's0', { width: 1.4 }) + dots(across, mean, 0, 2.5);
    },
  };
}
