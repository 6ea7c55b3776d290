import { rHat } from '../convergence/r-hat.ts';
import { allFinite, isConstant, pooled } from '../draws/matrix.ts';
import { ENOUGH_CHAINS } from '../evidence/standard-error.ts';
import type { ParameterKind } from '../sources/kinds.ts';
import { averagesOf, jackknifeOf, type TemperedValues } from '../weights/leave-out.ts';
import { type WeightedOrder, weightedDrawn, weightedQuantile } from '../weights/weighted-order.ts';
import type { Weighting } from '../weights/weighting.ts';
import type { SummaryRow } from './row.ts';
import { locate, type WeightedLocation } from './weighted-location.ts';

type Chains = readonly Float64Array[];
const isActive = (x: number): boolean => !Number.isNaN(x);

/**
 * Returns the summary of the draws of a parameter at all temperatures under their weights at β = 1. Draws that are NaN are inactive. Errors
 * are those of the jackknife over chains, effective sizes the numbers of independent draws with the same errors, R̂ that of the cold draws.
 */
export function weightedRow(
  parameter: string,
  draws: TemperedValues,
  kind: ParameterKind,
  { weighting, probability }: { readonly weighting: Weighting; readonly probability: number },
): SummaryRow {
  const all = pooled(draws.flat());
  const weights = pooled(weighting.weights.flat());
  const values = all.filter(isActive);
  const location = locate(
    values,
    weights.filter((_, i) => isActive(all[i] as number)),
    kind,
    probability,
  );
  const cold = draws[weighting.levels.at(-1)?.index as number] as Chains;
  const reason = reasonOf(values, cold.length);
  return {
    parameter,
    kind: kind.kind,
    ...location.numbers,
    ...(reason === undefined ? precisionOf(weighting, draws, location, kind.kind === 'discrete') : UNKNOWN),
    rHat: rHat(lastActive(cold).map((chain) => chain.map(location.straight))),
    ...(values.length === all.length ? {} : { active: activityOf(weighting, draws, cold) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const UNKNOWN = { essBulk: Number.NaN, essTail: Number.NaN, mcseMean: Number.NaN, mcseSd: Number.NaN };

function precisionOf(
  weighting: Weighting,
  draws: TemperedValues,
  { straight, center, order }: WeightedLocation,
  isDiscrete: boolean,
): typeof UNKNOWN {
  const onLine = draws.map((level) => level.map((chain) => chain.map(straight)));
  const tails = [0.05, 0.95].map((p) => tailOf(order, p, isDiscrete));
  const functions = [(x: number) => x - center, (x: number) => (x - center) ** 2, ...tails];
  const [first, second, ...fractions] = averagesOf(weighting, onLine, functions, isActive);
  if (first === undefined || second === undefined) return UNKNOWN;
  const variance = (m1: number, m2: number): number => m2 - m1 ** 2;
  const mcseMean = jackknifeOf([first], (m1) => m1);
  const tailSizes = fractions.map((tail) =>
    sizeOf(
      tail.all * (1 - tail.all),
      jackknifeOf([tail], (p) => p),
    ),
  );
  return {
    essBulk: sizeOf(variance(first.all, second.all), mcseMean),
    essTail: Math.min(...tailSizes),
    mcseMean,
    mcseSd: jackknifeOf([first, second], (m1, m2) => Math.sqrt(variance(m1, m2))),
  };
}

/** Returns the indicator of a tail: of the smallest integers where no draw is beyond a quantile of integers. */
function tailOf(order: WeightedOrder, p: number, isDiscrete: boolean): (x: number) => number {
  const limit = isDiscrete ? weightedDrawn(order, p) : weightedQuantile(order, p);
  const isBelow = isDiscrete && limit === order.values.at(-1);
  return (x) => ((isBelow ? x < limit : x <= limit) ? 1 : 0);
}

/** Returns the number of independent draws with a variance whose mean has an error. */
const sizeOf = (variance: number, error: number): number => (error > 0 ? variance / error ** 2 : Number.NaN);

function activityOf(weighting: Weighting, draws: TemperedValues, cold: Chains): NonNullable<SummaryRow['active']> {
  const indicator = (x: number): number => (isActive(x) ? 1 : 0);
  const [average] = averagesOf(weighting, draws, [indicator], () => true);
  const fraction = average?.all ?? Number.NaN;
  const error = average === undefined || cold.length < ENOUGH_CHAINS ? Number.NaN : jackknifeOf([average], (p) => p);
  return {
    fraction,
    ess: sizeOf(fraction * (1 - fraction), error),
    rHat: rHat(cold.map((chain) => chain.map(indicator))),
  };
}

// As many of the last active draws of each chain as the chain with the fewest has.
function lastActive(cold: Chains): Chains {
  const active = cold.map((chain) => chain.filter(isActive));
  const length = Math.min(...active.map((chain) => chain.length));
  return active.map((chain) => chain.subarray(chain.length - length));
}

function reasonOf(values: Float64Array, chains: number): string | undefined {
  if (values.length === 0) return 'no draw is active';
  if (!allFinite(values)) return 'some draws are infinite';
  if (isConstant(values)) return `all draws are ${values[0]}`;
  return chains < ENOUGH_CHAINS ? `${chains} chains: the jackknife needs at least ${ENOUGH_CHAINS}` : undefined;
}
