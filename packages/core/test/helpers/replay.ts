import {
  type ChainState,
  type LevelState,
  MetropolisHastingsSampler,
  type Model,
  ParallelTemperedSampler,
  type Pool,
  type ProposalState,
  type TemperedChainState,
  type VousdenState,
  vousden,
} from '@epsie/core';
import type { ExecutionContext } from 'ava';
import { toState } from '../golden/random-fixtures.ts';
import { firstDifference, type Numbers } from './first-difference.ts';
import type { GoldenChain, GoldenConfig, GoldenProposalState, GoldenSegment } from './golden-chain.ts';
import { type GoldenModel, goldenModel, portableGoldenModel } from './golden-models.ts';
import { goldenProposal, isAdaptive } from './golden-proposals.ts';

/** Sampler of a golden chain. */
export type GoldenSampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

/** Returns the model of a golden chain, in any of its forms. */
export type ModelOf = (model: GoldenModel) => Model<string>;

const TOLERANCE = 1e-10;

/** Fields of a proposal's state: the reference's name and ours. */
const STATE_FIELDS = {
  std: 'std',
  mean: 'mean',
  log_lambda: 'logLambda',
  unit_cov: 'unitCovariance',
  n_accepted: 'accepted',
  start_step: 'start',
  kappa: 'kappa',
} as const;

/** Members of a test that are used here. */
type Assertions = Pick<ExecutionContext, 'is' | 'deepEqual'>;

/**
 * Runs a golden chain by its schedule and asserts every number of it.
 *
 * @param pool pool that runs its chains; default: this process
 * @param modelOf returns its model; default: a function, or a portable one for a pool
 */
export async function replay(
  t: Assertions,
  { config, expected }: GoldenChain,
  pool?: Pool,
  modelOf: ModelOf = pool === undefined ? goldenModel : portableGoldenModel,
): Promise<void> {
  let sampler = await startSampler(config, pool, modelOf);
  assertStart(t, sampler, expected.initial);
  let segment = 0;
  const assertNextSegment = (): void => assertSegment(t, sampler, expected.segments[segment++] as GoldenSegment);
  for (const operation of config.schedule) {
    if (operation.op === 'run') await sampler.run(operation.n);
    else if (operation.op === 'reset_proposals') sampler.resetAdaptation();
    else {
      assertNextSegment();
      if (operation.op === 'clear') sampler.clear();
      else sampler = resume(config, sampler, pool, modelOf);
    }
  }
  assertNextSegment();
  t.is(segment, expected.segments.length);
  assertEnd(t, sampler, expected.final);
}

/** Returns the sampler of a golden chain, started at its start points. */
export async function startSampler(
  config: GoldenConfig,
  pool: Pool | undefined,
  modelOf?: ModelOf,
): Promise<GoldenSampler> {
  const sampler = createSampler(config, BigInt(config.seed), pool, modelOf);
  if (sampler instanceof ParallelTemperedSampler) await sampler.start(config.start);
  else await sampler.start(Object.fromEntries(config.parameters.map((name) => [name, config.start[name]?.[0] ?? []])));
  return sampler;
}

/** Returns the sampler of a golden chain, not started. */
export function createSampler(
  config: GoldenConfig,
  seed: bigint | undefined,
  pool: Pool | undefined,
  modelOf: ModelOf = pool === undefined ? goldenModel : portableGoldenModel,
): GoldenSampler {
  const { parameters, nchains: chains, annealer } = config;
  const options = {
    parameters,
    chains,
    ...(seed === undefined ? {} : { seed }),
    model: modelOf(config.model),
    ...(pool && { pool }),
    proposals: config.proposals.map(goldenProposal),
  };
  if (config.sampler === 'MetropolisHastingsSampler') return new MetropolisHastingsSampler(options);
  return new ParallelTemperedSampler({
    ...options,
    betas: config.betas_given,
    swapInterval: config.swap_interval,
    resetAfterSwap: Boolean(config.reset_after_swap),
    ...(annealer && {
      ladder: vousden({ tau: annealer.tau, nu: annealer.nu, infiniteHottest: Boolean(annealer.Tmax_prior) }),
    }),
  });
}

/** Returns a new sampler that resumes from the state of another. The seed comes from the state. */
function resume(config: GoldenConfig, sampler: GoldenSampler, pool: Pool | undefined, modelOf: ModelOf): GoldenSampler {
  const resumed = createSampler(config, 999n, pool, modelOf);
  resumed.setState(structuredClone(sampler.state) as never);
  return resumed;
}

function assertStart(t: Assertions, sampler: GoldenSampler, expected: GoldenChain['expected']['initial']): void {
  const { logLikelihood, logPrior } = sampler.currentStats;
  assertClose(t, 'start logLikelihood', byTemperature(sampler, logLikelihood), expected.logl);
  assertClose(t, 'start logPrior', byTemperature(sampler, logPrior), expected.logp);
  assertProposals(t, sampler, expected.proposal_state);
  assertGenerators(t, sampler, expected.rng);
}

function assertSegment(t: Assertions, sampler: GoldenSampler, expected: GoldenSegment): void {
  const { positions, stats, acceptance, blobs } = sampler;
  const same = (name: string, actual: Numbers, wanted: Numbers, tolerance?: number): void =>
    assertClose(t, name, byTemperature(sampler, actual), wanted, tolerance);
  for (const [name, wanted] of Object.entries(expected.positions)) same(name, positions[name] as Numbers, wanted);
  same('logLikelihood', stats.logLikelihood, expected.logl);
  same('logPrior', stats.logPrior, expected.logp);
  same('ratio', acceptance.ratio, expected.acceptance_ratio);
  same('accepted', acceptance.accepted, expected.accepted, 0);
  t.deepEqual(Object.keys(blobs ?? {}), Object.keys(expected.blobs ?? {}));
  for (const [name, wanted] of Object.entries(expected.blobs ?? {})) same(name, blobs?.[name] as Numbers, wanted);
  if (sampler instanceof ParallelTemperedSampler && expected.temperature_swaps !== undefined) {
    assertClose(t, 'swap index', sampler.swaps.index, expected.temperature_swaps, 0);
    assertClose(t, 'swap ratio', sampler.swaps.ratio, expected.temperature_acceptance ?? []);
  }
}

function assertEnd(t: Assertions, sampler: GoldenSampler, expected: GoldenChain['expected']['final']): void {
  t.is(sampler.iterations, expected.iteration);
  t.is(sampler.lastClear, expected.lastclear);
  assertProposals(t, sampler, expected.proposal_state);
  assertGenerators(t, sampler, expected.rng);
  if (!(sampler instanceof ParallelTemperedSampler) || expected.betas === undefined) return;
  assertClose(t, 'betas', sampler.betas, expected.betas);
  const ladders = sampler.state.chains.map(({ ladder }) => (ladder as VousdenState | undefined)?.logSpacings ?? []);
  assertClose(t, 'S', ladders, expected.S ?? []);
}

function assertProposals(
  t: Assertions,
  sampler: GoldenSampler,
  expected: readonly (readonly (readonly GoldenProposalState[])[])[],
): void {
  for (const [chain, state] of sampler.state.chains.entries()) {
    for (const [level, { proposals }] of levelsOf(state).entries()) {
      const wanted = expected[level]?.[chain] ?? [];
      t.is(proposals.length, wanted.length);
      for (const [i, proposal] of proposals.entries()) {
        assertProposal(t, sampler.iterations, proposal, wanted[i] as GoldenProposalState);
      }
    }
  }
}

function assertProposal(t: Assertions, iterations: number, state: ProposalState, expected: GoldenProposalState): void {
  if (expected.proposals !== undefined) {
    assertNested(t, iterations, state, expected);
    return;
  }
  // The reference restarts its counts when it resumes a proposal that does not adapt.
  const steps = isAdaptive(expected.class) ? expected.nsteps : iterations;
  t.is(state.steps, steps, `${expected.class} steps`);
  assertFields(t, state, expected);
}

function assertNested(t: Assertions, iterations: number, state: ProposalState, expected: GoldenProposalState): void {
  const { index, components } = state as unknown as { index: object; components: readonly ProposalState[] };
  const { model_proposal, proposals = [] } = expected;
  t.is(state.steps, iterations);
  assertFields(t, index, model_proposal as GoldenProposalState);
  t.is(components.length, proposals.length);
  for (const [i, component] of components.entries()) {
    const wanted = proposals[i] as GoldenProposalState;
    // Counts of proposals that do not adapt restarted at the resume.
    if (isAdaptive(wanted.class)) t.is(component.steps, wanted.nsteps, `steps of component ${i}`);
    assertFields(t, component, wanted);
  }
}

function assertFields(t: Assertions, state: object, expected: GoldenProposalState): void {
  for (const [theirs, ours] of Object.entries(STATE_FIELDS)) {
    const wanted = expected[theirs];
    if (wanted === undefined) continue;
    assertClose(t, `${expected.class} ${ours}`, flat((state as { [name: string]: unknown })[ours]), flat(wanted));
  }
}

function assertGenerators(
  t: Assertions,
  sampler: GoldenSampler,
  expected: readonly Parameters<typeof toState>[0][],
): void {
  const actual = sampler.state.chains.map(({ random }) => random);
  t.deepEqual(actual, expected.map(toState));
}

function assertClose(t: Assertions, name: string, actual: Numbers, expected: Numbers, tolerance = TOLERANCE): void {
  t.is(firstDifference(actual, expected, tolerance, name), undefined);
}

/** Numbers of a sampler with an index for the temperature, which samplers without tempering lack. */
const byTemperature = (sampler: GoldenSampler, values: Numbers): Numbers =>
  sampler instanceof ParallelTemperedSampler ? values : [values];

const levelsOf = (state: ChainState | TemperedChainState): readonly LevelState[] =>
  'levels' in state ? state.levels : [state];

/** Numbers in a row: a matrix is row-major here and rows there. */
function flat(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return Array.from(value as ArrayLike<unknown>).flatMap(flat);
}
