import { readFileSync } from 'node:fs';
import * as analysis from '@epsie/analysis';
import { pooled } from '#src/draws/matrix.js';
import { mean, variance } from '#src/draws/moments.js';

type Number_ = number | string;

/** A case of posterior.json: draws, and the numbers of `posterior`, emcee and ArviZ. */
export type Case = {
  readonly x: readonly (readonly Number_[])[];
  readonly probs: readonly number[];
  readonly [statistic: string]: Number_ | readonly Number_[] | readonly (readonly Number_[])[];
};

/** Draws of a case, one array per chain. */
export type Chains = readonly (readonly number[])[];

/** The numbers of each statistic, several of one that has a list. */
export type Statistics = { readonly [name: string]: readonly number[] };

/** The cases of posterior.json by name. */
export const cases = JSON.parse(
  readFileSync(new URL('../../test/fixtures/posterior.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

/** Returns a number of the file: "NA" is NaN. */
const numberOf = (x: unknown): number => (typeof x === 'number' ? x : Number(String(x).replace(/^NA$/, 'NaN')));

/** Returns the chains of a case. */
export const chainsOf = (name: string): number[][] => (cases[name] as Case).x.map((chain) => chain.map(numberOf));

/** Returns the golden numbers of a statistic of a case, of which some statistics are missing. */
export const goldenOf = (name: string, statistic: string): readonly number[] | undefined => {
  const golden = cases[name]?.[statistic];
  return golden === undefined ? undefined : [golden].flat(2).map(numberOf);
};

/** Returns the one golden number of a statistic of a case. */
export const goldenNumber = (name: string, statistic: string): number => goldenOf(name, statistic)?.[0] ?? Number.NaN;

/** Returns whether two numbers are the same: both NaN, the same infinity, or within a fraction of each other. */
export function isSame(value: number, expected: number, tolerance = 1e-10): boolean {
  if (Object.is(value, expected) || value === expected) return true;
  return Math.abs(value - expected) <= tolerance * Math.abs(expected) && Number.isFinite(expected);
}

/** Returns all statistics that the file has, except emcee's. */
export function statisticsOf(x: Chains, probs: readonly number[]): Statistics {
  const draws = pooled(x.map((chain) => Float64Array.from(chain)));
  return {
    mean: [mean(draws)],
    sd: [Math.sqrt(variance(draws))],
    rhat: [analysis.rHat(x)],
    rhat_basic: [analysis.rHatBasic(x)],
    rhat_nested: [analysis.rHatNested(x, neighbours(x))],
    ess_bulk: [analysis.essBulk(x)],
    ess_tail: [analysis.essTail(x)],
    ess_mean: [analysis.essMean(x)],
    ess_basic: [analysis.essMean(x)],
    ess_sd: [analysis.essSd(x)],
    ess_median: [analysis.essMedian(x)],
    ess_quantile: probs.map((p) => analysis.essQuantile(x, p)),
    mcse_mean: [analysis.mcseMean(x)],
    mcse_sd: [analysis.mcseSd(x)],
    mcse_median: [analysis.mcseMedian(x)],
    mcse_quantile: probs.map((p) => analysis.mcseQuantile(x, p)),
    quantile: probs.map((p) => analysis.quantile(x, p)),
    'hdi_0.9': analysis.hdi(x, 0.9),
    'hdi_0.94': analysis.hdi(x, 0.94),
    autocorrelation_chain0: Array.from(analysis.autocorrelation(x[0] ?? []).subarray(0, 20)),
  };
}

// Superchains of two neighbours.
const neighbours = (x: Chains): number[] => x.map((_, c) => Math.floor(c / 2));
