import type { ChainState, LevelState, TemperedChainState } from '../chain/state.ts';
import { createError } from '../errors.ts';
import { differences } from '../plain.ts';
import type { Configuration } from './configuration.ts';

/** Version of the schema of {@link SamplerState}. */
export const STATE_SCHEMA = 1;

/** Everything that a sampler needs to go on, as plain data. */
export type SamplerState<Chain extends ChainState | TemperedChainState = ChainState | TemperedChainState> = {
  /** Version of this schema. */
  readonly schema: typeof STATE_SCHEMA;
  /** What the sampler was set to. */
  readonly configuration: Configuration;
  /** The seed that it was made with. */
  readonly seed: bigint;
  /** Iterations made since the start. */
  readonly iterations: number;
  /** One state per chain. */
  readonly chains: readonly Chain[];
  /** Where the chains started: `startPositions[chain][level]`. */
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
  const found = differencesOf(state, configuration, chains);
  if (found.length === 0) return;
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  throw createError(
    'STATE_MISMATCH',
    `This state belongs to another sampler: ${found.slice(0, 5).join('; ')}${more}. Build the sampler as it was when the state was taken`,
    { differences: found },
  );
}

function differencesOf(state: unknown, configuration: Configuration, chains: number): string[] {
  if (typeof state !== 'object' || state === null) return [`expected the \`state\` of a sampler, got ${String(state)}`];
  const { schema, chains: chainStates, configuration: theirs } = state as Partial<SamplerState>;
  if (schema !== STATE_SCHEMA) return [`schema: this version reads ${STATE_SCHEMA}, the state has ${String(schema)}`];
  if (!Array.isArray(chainStates)) return ['chains: expected an array of chain states'];
  const found = differences('', configuration, theirs, ['the sampler', 'the state']);
  if (chainStates.length !== chains)
    found.push(`chains: the sampler has ${chains}, the state has ${chainStates.length}`);
  return found.length > 0
    ? found
    : shapeDifferences(chainStates as readonly (ChainState | TemperedChainState)[], configuration);
}

// What a truncated or hand-made state lacks; past the configuration, since its numbers say what to expect.
function shapeDifferences(
  chains: readonly (ChainState | TemperedChainState)[],
  configuration: Configuration,
): string[] {
  const { parameters, proposals, tempering } = configuration;
  const levelCount = tempering?.betas.length ?? 1;
  return chains.flatMap((chain, c) => {
    const levels =
      tempering === undefined ? [chain as LevelState] : ((chain as TemperedChainState | undefined)?.levels ?? []);
    if (levels.length !== levelCount)
      return [`chains[${c}]: expected ${levelCount} temperatures, the state has ${levels.length}`];
    const broken = levels.findIndex(
      (l) => l?.position?.length !== parameters.length || l.proposals?.length !== proposals.length,
    );
    return broken < 0 && chain.random !== undefined ? [] : [`chains[${c}]: its state is incomplete`];
  });
}
