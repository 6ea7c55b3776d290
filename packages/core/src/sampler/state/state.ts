import type { ChainState } from '../../chain/state.ts';
import { describe } from '../../data/describe.ts';
import { differences } from '../../data/plain-data.ts';
import { createError } from '../../errors/epsie-error.ts';
import type { TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import { shapeDifferences } from './state-shape.ts';

/** Version of the schema of {@link SamplerState}. */
export const STATE_SCHEMA = 1;

/** Everything that a sampler needs to resume, as plain data. */
export type SamplerState<Chain extends ChainState | TemperedChainState = ChainState | TemperedChainState> = {
  /** Version of this schema. */
  readonly schema: typeof STATE_SCHEMA;
  /** Settings of the sampler. */
  readonly configuration: Configuration;
  /** Seed of the sampler. */
  readonly seed: bigint;
  /** Iterations since the start. */
  readonly iterations: number;
  /** One state per chain. */
  readonly chains: readonly Chain[];
  /** Start positions of the chains: `startPositions[chain][level]`. */
  readonly startPositions: readonly (readonly Float64Array[])[];
};

/**
 * Checks that a state belongs to a sampler of this configuration.
 *
 * @throws EpsieError `STATE_MISMATCH` that lists what differs
 */
export function checkState(
  state: unknown,
  configuration: Configuration,
  chains: number,
): asserts state is SamplerState {
  const problem = problemOf(state, configuration, chains);
  if (problem === undefined) return;
  const { sentence, found } = problem;
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  throw createError('STATE_MISMATCH', sentence(`${found.slice(0, 5).join('; ')}${more}`), { differences: found });
}

type Problem = { readonly sentence: (found: string) => string; readonly found: readonly string[] };

const incomplete = (found: string): string => `Not a complete sampler state: ${found}`;

const otherVersion = (found: string): string => `This state was saved by another version: ${found}`;

const otherSampler = (found: string): string =>
  `This state belongs to another sampler: ${found}. Build the sampler as it was when the state was saved`;

/** Returns the first kind of problem that a state has, with all of its instances. */
function problemOf(state: unknown, configuration: Configuration, chains: number): Problem | undefined {
  if (typeof state !== 'object' || state === null)
    return { sentence: incomplete, found: [`expected the \`state\` of a sampler, got ${describe(state)}`] };
  const { schema, chains: chainStates, configuration: theirs } = state as Partial<SamplerState>;
  if (typeof schema !== 'number')
    return { sentence: incomplete, found: [`\`schema\` should be ${STATE_SCHEMA}, got ${describe(schema)}`] };
  if (schema !== STATE_SCHEMA)
    return { sentence: otherVersion, found: [`schema: this version reads ${STATE_SCHEMA}, the state has ${schema}`] };
  if (typeof theirs !== 'object' || theirs === null)
    return { sentence: incomplete, found: [`\`configuration\` should be an object, got ${describe(theirs)}`] };
  if (!Array.isArray(chainStates))
    return { sentence: incomplete, found: [`\`chains\` should be an array, got ${describe(chainStates)}`] };
  const found = differences('', configuration, theirs, ['the sampler', 'the state']);
  if (chainStates.length !== chains)
    found.push(`chains: the sampler has ${chains}, the state has ${chainStates.length}`);
  if (found.length > 0) return { sentence: otherSampler, found };
  const lacking = shapeDifferences(state, configuration);
  return lacking.length === 0 ? undefined : { sentence: incomplete, found: lacking };
}
