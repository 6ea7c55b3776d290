import { wrap } from '../circular/circle.ts';
import { directionOf } from '../circular/direction.ts';
import { autocorrelationTime } from '../correlation/autocorrelation-time.ts';
import { activeDraws, activity, isPartial } from '../draws/active.ts';
import { chainOf, isConstant, type Matrix, mapped, pooled } from '../draws/matrix.ts';
import type { ParameterKind } from '../sources/kinds.ts';
import type { SummaryRow } from '../summary/row.ts';
import { disagreement } from './disagreement.ts';
import type { Finding } from './finding.ts';
import { aboutChains, namesOf } from './some-chains.ts';

/** Autocorrelation times that a chain must have at least. */
const SHORT = 20;
/** Draws without a change that are no chance. */
const STILL = 100;

/** Returns the findings about the draws of one parameter. */
export function ofParameter(matrix: Matrix, row: SummaryRow, kind: ParameterKind, wanted: number): readonly Finding[] {
  // An integer may have one value in all of a chain.
  const stuck = kind.kind === 'discrete' ? [] : stuckChains(matrix, row.parameter);
  if (stuck.length > 0) return stuck;
  const even = kind.kind === 'circular' ? awayFromEnds(matrix, kind.circle) : matrix;
  return [...disagreement(even, row), ...undefinedNumbers(row), ...shortness(even, row), ...fewSamples(row, wanted)];
}

// Turns angles so that their mean direction is in the middle of their range, where they are like real numbers.
function awayFromEnds(matrix: Matrix, circle: readonly [number, number]): Matrix {
  const direction = directionOf(pooled(activeDraws(matrix)), circle);
  const half = (circle[1] - circle[0]) / 2;
  return mapped(matrix, (x) => wrap(x - direction.mean, [-half, half]));
}

function stuckChains(matrix: Matrix, parameter: string): readonly Finding[] {
  const active = activeDraws(matrix);
  const stuck = [...active.keys()].filter((c) => {
    const draws = active[c] as Float64Array;
    return draws.length >= STILL && isConstant(draws);
  });
  const [first] = stuck;
  if (first === undefined) return [];
  const draws = active[first] as Float64Array;
  const value = stuck.length === 1 ? ` in chain ${first}: it is ${draws[0]} in all of its ${draws.length} draws` : '';
  const which = `in ${stuck.length} of ${matrix.chains} chains (${namesOf(stuck)}), over ${draws.length} draws`;
  const message =
    `\`${parameter}\` never moves${value || ` ${which}`}. Make the jumps smaller, let the proposals adapt, or start ` +
    'elsewhere: all candidates may be where the prior is 0';
  return [{ severity: 'error', code: 'STUCK', message, parameter, ...aboutChains(stuck) }];
}

// Numbers that are undefined are neither small nor large: without this they would be in no finding.
function undefinedNumbers({ parameter, kind, reason, active, rHat }: SummaryRow): readonly Finding[] {
  if (reason === undefined) return [];
  const which = Number.isNaN(rHat)
    ? 'R̂ and the effective sample sizes'
    : 'The mean and the effective sample size in the tails';
  const numbers = `${which} of \`${parameter}\` are undefined`;
  if (active !== undefined) {
    const fraction = `it is active in ${percent(active.fraction)} of the draws`;
    const message = `${numbers}: ${fraction}; where it is, ${reason}. Run longer if this component matters`;
    return [{ severity: 'note', code: 'UNDEFINED', message, parameter }];
  }
  const message =
    kind === 'discrete'
      ? `${numbers}: ${reason}. If other values are probable, the chains do not reach them: let them jump farther`
      : `${numbers}: ${reason}. Run longer, and check the model and the jumps`;
  return [{ severity: kind === 'discrete' ? 'note' : 'warning', code: 'UNDEFINED', message, parameter }];
}

// Of a parameter that is not always active: how long its activity is remembered. Its active draws are not evenly spaced.
function shortness(matrix: Matrix, { parameter, active }: SummaryRow): readonly Finding[] {
  const series = isPartial(matrix) ? activity(matrix) : matrix;
  const lengths = Array.from({ length: matrix.chains }, (_, c) => autocorrelationTime(chainOf(series, c)).lengthInTau);
  const shortest = Math.min(...lengths.map((length) => (Number.isNaN(length) ? Number.POSITIVE_INFINITY : length)));
  if (!(shortest < SHORT)) return [];
  const short = [...lengths.keys()].filter((c) => (lengths[c] as number) < SHORT);
  short.sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
  const others =
    short.length === 1 ? '' : `, and ${short.length - 1} more of ${matrix.chains} chains have fewer than ${SHORT}`;
  const subject = active === undefined ? `\`${parameter}\`` : `the activity of \`${parameter}\``;
  const message =
    `The ${matrix.length} draws of chain ${short[0]} are ${shortest.toFixed(1)} autocorrelation times of ${subject}${others}. Run ` +
    `${longer(SHORT / shortest)} times as long or longer: at least ${SHORT} are needed for an estimate`;
  return [{ severity: 'warning', code: 'TOO_SHORT', message, parameter, ...aboutChains(short) }];
}

function fewSamples({ parameter, essBulk, essTail, active }: SummaryRow, wanted: number): readonly Finding[] {
  const [size, where] = essTail < essBulk ? [essTail, 'tails'] : [essBulk, 'bulk'];
  if (!(size < wanted)) return [];
  const part = active === undefined ? '' : ` of the ${percent(active.fraction)} of the draws in which it is active`;
  const message =
    `\`${parameter}\` has ${Math.floor(size)} effective samples in the ${where}${part}, fewer than ${wanted}. Run about ` +
    `${longer(wanted / size)} times as long`;
  return [{ severity: 'warning', code: 'FEW_SAMPLES', message, parameter }];
}

// Two digits, rounded up: no advice to run 1.0 times as long.
function longer(factor: number): string {
  const unit = 10 ** (Math.floor(Math.log10(factor)) - 1);
  return String(Number((Math.ceil(factor / unit) * unit).toPrecision(2)));
}

const percent = (fraction: number): string => `${(100 * fraction).toPrecision(2)} %`;
