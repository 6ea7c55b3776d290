import { circularMean } from '../circular/circular.ts';
import { autocorrelationTime } from '../correlation/autocorrelation-time.ts';
import { chainOf, isConstant, type Matrix } from '../draws/matrix.ts';
import { chainMeans, mean } from '../draws/moments.ts';
import type { ParameterKind } from '../sources/kinds.ts';
import type { SummaryRow } from '../summary/row.ts';
import type { Finding } from './finding.ts';

/** R̂ above which chains disagree, and above which they do so badly. */
const [LARGE, VERY_LARGE] = [1.01, 1.1];
/** Autocorrelation times that a chain must have at least. */
const SHORT = 20;
/** Draws without a change that are no chance. */
const STILL = 100;

/** Returns the findings about the draws of one parameter. */
export function ofParameter(matrix: Matrix, row: SummaryRow, kind: ParameterKind, wanted: number): readonly Finding[] {
  // An integer may have one value in all of a chain.
  const stuck = kind.kind === 'discrete' ? [] : stuckChains(matrix, row.parameter);
  if (stuck.length > 0) return stuck;
  return [...disagreement(matrix, row, kind), ...shortness(matrix, row), ...fewSamples(row, wanted)];
}

function stuckChains(matrix: Matrix, parameter: string): readonly Finding[] {
  if (matrix.length < STILL) return [];
  return Array.from({ length: matrix.chains }, (_, chain) => chainOf(matrix, chain)).flatMap((draws, chain) => {
    if (Number.isNaN(draws[0]) || !isConstant(draws)) return [];
    const message =
      `\`${parameter}\` of chain ${chain} is ${draws[0]} in all of its ${draws.length} draws. Start the chain elsewhere, or make the jumps ` +
      'smaller';
    return [{ severity: 'error', code: 'STUCK', message, parameter, chain } as const];
  });
}

function disagreement(
  matrix: Matrix,
  { parameter, rHat, active }: SummaryRow,
  kind: ParameterKind,
): readonly Finding[] {
  const largest = Math.max(rHat || 0, active?.rHat || 0);
  if (!(largest > LARGE)) return [];
  const chain = furthest(matrix, kind);
  const which = chain === undefined ? '' : `; chain ${chain} is the furthest from the others`;
  const message =
    `The chains disagree about \`${parameter}\`: R̂ is ${largest.toFixed(3)}, more than ${LARGE}${which}. Run longer, or leave out more as ` +
    'burn-in; if that does not help, the chains are in different modes: use parallel tempering';
  const severity = largest > VERY_LARGE ? 'error' : 'warning';
  return [{ severity, code: 'CHAINS_DISAGREE', message, parameter, ...(chain === undefined ? {} : { chain }) }];
}

// The chain with the mean that is the furthest from the mean of all.
function furthest(matrix: Matrix, kind: ParameterKind): number | undefined {
  if (matrix.chains < 3) return undefined;
  const means =
    kind.kind === 'circular'
      ? Float64Array.from({ length: matrix.chains }, (_, c) => circularMean([chainOf(matrix, c)], kind.circle))
      : chainMeans(matrix);
  if (means.some(Number.isNaN)) return undefined;
  const center = kind.kind === 'circular' ? circularMean([means], kind.circle) : mean(means);
  const turn = kind.kind === 'circular' ? kind.circle[1] - kind.circle[0] : Number.POSITIVE_INFINITY;
  const distances = means.map((m) => Math.min(Math.abs(m - center), turn - Math.abs(m - center)));
  return distances.indexOf(Math.max(...distances));
}

function shortness(matrix: Matrix, { parameter }: SummaryRow): readonly Finding[] {
  const lengths = Array.from({ length: matrix.chains }, (_, c) => {
    const active = chainOf(matrix, c).filter((x) => !Number.isNaN(x));
    return autocorrelationTime(active).lengthInTau;
  });
  const shortest = Math.min(...lengths.map((length) => (Number.isNaN(length) ? Number.POSITIVE_INFINITY : length)));
  if (!(shortest < SHORT)) return [];
  const chain = lengths.indexOf(shortest);
  const message =
    `Chain ${chain} is ${shortest.toFixed(1)} autocorrelation times of \`${parameter}\` long (${matrix.length} draws): too short for its ` +
    `numbers to be trusted. Run at least ${Math.ceil(SHORT / shortest)} times as long`;
  return [{ severity: 'warning', code: 'TOO_SHORT', message, parameter, chain }];
}

function fewSamples({ parameter, essBulk, essTail }: SummaryRow, wanted: number): readonly Finding[] {
  const [size, where] = essTail < essBulk ? [essTail, 'tails'] : [essBulk, 'bulk'];
  if (!(size < wanted)) return [];
  const message =
    `\`${parameter}\` has ${Math.floor(size)} effective samples in the ${where}, fewer than ${wanted}. Run about ` +
    `${(wanted / size).toPrecision(2)} times as long`;
  return [{ severity: 'warning', code: 'FEW_SAMPLES', message, parameter }];
}
