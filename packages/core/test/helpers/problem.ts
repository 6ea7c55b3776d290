import {
  createBitGenerator,
  MetropolisHastingsSampler,
  type ModelFunction,
  ParallelTemperedSampler,
  type Proposal,
  Random,
} from '@epsie/core';
import type { Draws } from './posterior.ts';
import { estimateByBatches, meanOf, splitRhat } from './statistics.ts';

/** Mean and standard deviation, known without sampling. */
export type Exact = { readonly mean: number; readonly sd: number };

type Point = { readonly [parameter: string]: number };

/** A target with exact values. */
export type Problem = {
  readonly parameters: readonly string[];
  readonly model: ModelFunction<string>;
  /** A start of a chain. */
  start(random: Random): Point;
  /** Exact values of parameters and `quantities`. */
  readonly exact: { readonly [name: string]: Exact };
  /** Quantities to compare besides the parameters. */
  readonly quantities?: { readonly [name: string]: (point: Point) => number };
};

/** Settings of the sampling of a problem. */
export type Schedule = {
  readonly burnIn: number;
  readonly iterations: number;
  readonly chains?: number;
  readonly seed?: number;
  /** Inverse temperatures of a tempered sampler, whose coldest level is compared. */
  readonly betas?: readonly number[];
  /** Number of resets of the adaptation, each followed by another burn-in and more samples. Default 0. */
  readonly resets?: number;
};

/** Starts within one standard deviation of the mean. */
export const startWithin =
  (exact: Problem['exact'], reach = 1): Problem['start'] =>
  (random) =>
    Object.fromEntries(
      Object.entries(exact).map(([name, { mean, sd }]) => [name, mean + sd * reach * (2 * random.random() - 1)]),
    );

/** Samples after the burn-in, and again after every reset of the adaptation and another burn-in. */
export async function phasesOf(
  problem: Problem,
  proposals: readonly Proposal<string>[],
  { burnIn, iterations, chains = 6, seed = 12, betas = [], resets = 0 }: Schedule,
): Promise<Draws[]> {
  const { parameters, model } = problem;
  const common = { parameters, model, proposals, chains, seed };
  const start = startOf(problem, chains, seed);
  const tempered = betas.length > 0 ? new ParallelTemperedSampler({ ...common, betas }) : undefined;
  const sampler = tempered ?? new MetropolisHastingsSampler(common);
  if (tempered === undefined) await (sampler as MetropolisHastingsSampler<string>).start(start);
  else await tempered.start(Object.fromEntries(parameters.map((name) => [name, betas.map(() => start[name] ?? [])])));
  const phases: Draws[] = [];
  for (let phase = 0; phase <= resets; phase++) {
    if (phase > 0) sampler.resetAdaptation();
    await sampler.run(burnIn);
    sampler.clear();
    await sampler.run(iterations);
    phases.push(withQuantities(problem, drawsOf(sampler.positions)));
  }
  return phases;
}

function startOf({ parameters, start }: Problem, chains: number, seed: number): { [name: string]: number[] } {
  const random = new Random(createBitGenerator(seed, 1));
  const points = Array.from({ length: chains }, () => start(random));
  return Object.fromEntries(parameters.map((name) => [name, points.map((point) => point[name] as number)]));
}

type Columns = { readonly [name: string]: readonly Float64Array[] | readonly (readonly Float64Array[])[] };

// Of a tempered sampler the coldest level.
const drawsOf = (positions: Columns): Draws =>
  Object.fromEntries(
    Object.entries(positions).map(([name, columns]) => [
      name,
      (Array.isArray(columns[0]) ? columns[0] : columns) as readonly Float64Array[],
    ]),
  );

function withQuantities({ parameters, quantities = {} }: Problem, draws: Draws): Draws {
  const chains = draws[parameters[0] as string] as readonly Float64Array[];
  const point: { [name: string]: number } = {};
  const columns = Object.entries(quantities).map(([quantity, of]) => [
    quantity,
    chains.map((column, c) =>
      column.map((_, i) => {
        for (const name of parameters) point[name] = draws[name]?.[c]?.[i] as number;
        return of(point);
      }),
    ),
  ]);
  return { ...draws, ...Object.fromEntries(columns) };
}

/** Limits of {@link faultsOf}. */
export type Limits = {
  /** Standard errors that a mean or a variance over all chains may be off. Default 4. */
  readonly errors?: number;
  /** Limit of R̂. Default 1.01. */
  readonly rhat?: number;
  /** Largest standard error of a mean, in standard deviations: with a larger one the test would be too weak. Default 0.1. */
  readonly coarsest?: number;
};

/** Returns the faults of samples as text: none if every chain moves, all agree, and their means and variances are exact. */
export function faultsOf(draws: Draws, exact: Problem['exact'], limits: Limits = {}): string[] {
  return Object.entries(exact).flatMap(([name, { mean, sd }]) => {
    const chains = (draws[name] as readonly Float64Array[]).map((column) => column.map((x) => (x - mean) / sd));
    const stuck = chains.flatMap((chain, c) => (chain.every((z) => z === chain[0]) ? [`chain ${c} never moves`] : []));
    const found = stuck.length > 0 ? stuck : [...faultsOfAll(chains, limits), ...faultsOfEach(chains)];
    return found.map((fault) => `${name}: ${fault}`);
  });
}

/** Batches of a chain: each long against its correlation. */
const BATCHES = 20;

function faultsOfAll(chains: readonly Float64Array[], limits: Limits): string[] {
  const { errors = 4, rhat = 1.01, coarsest = 0.1 } = limits;
  const reduction = splitRhat(chains);
  const mean = estimateByBatches(chains, BATCHES);
  const variance = estimateByBatches(chains.map(squares), BATCHES);
  return [
    ...(reduction < rhat ? [] : [`R̂ is ${reduction.toFixed(4)}`]),
    ...(mean.standardError < coarsest ? [] : [`the mean is known to ${mean.standardError.toFixed(2)} sd only`]),
    ...(Math.abs(mean.mean) <= errors * mean.standardError ? [] : [`the mean is off by ${text(mean, 0)}`]),
    ...(Math.abs(variance.mean - 1) <= errors * variance.standardError
      ? []
      : [`the variance is ${variance.mean.toFixed(3)} of the right one, off by ${text(variance, 1)}`]),
  ];
}

/** Standard errors that the variance in one chain may be off. */
const ERRORS_OF_ONE = 5;

// By the scatter of all batches: in a chain that misses a tail both the variance and its scatter are small.
function faultsOfEach(chains: readonly Float64Array[]): string[] {
  const { standardError } = estimateByBatches(chains.map(squares), BATCHES);
  const limit = ERRORS_OF_ONE * standardError * Math.sqrt(chains.length);
  return chains.flatMap((chain, c) => {
    const variance = meanOf(squares(chain));
    if (Math.abs(variance - 1) <= Math.min(limit, 0.5)) return [];
    return [`the variance in chain ${c} is ${variance.toExponential(2)} of the right one`];
  });
}

const squares = (chain: Float64Array): Float64Array => chain.map((z) => z * z);

const text = ({ mean, standardError }: { mean: number; standardError: number }, right: number): string =>
  `${((mean - right) / standardError).toFixed(1)} standard errors of ${standardError.toExponential(1)}`;
