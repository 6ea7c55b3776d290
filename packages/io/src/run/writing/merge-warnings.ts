import type { SamplerWarning } from '@epsie/core';

/** Topics that end when a run is long enough. */
const PASSING: readonly SamplerWarning['code'][] = ['ADAPTING', 'LADDER_ADAPTING'];

/** Returns whether a warning is about a state that ends when the run is long enough. */
export const isPassing = ({ code }: SamplerWarning): boolean => PASSING.includes(code);

/** Merges warnings: of two about the same topic, keeps the later one; of passing ones, those that have not ended. */
export function mergeWarnings(
  earlier: readonly SamplerWarning[],
  later: readonly SamplerWarning[],
): readonly SamplerWarning[] {
  const lasting = earlier.filter((warning) => !isPassing(warning));
  const merged = new Map([...lasting, ...later].map((warning) => [topicOf(warning), warning]));
  return [...merged.values()];
}

const topicOf = ({ code, parameters }: SamplerWarning): string => JSON.stringify([code, parameters]);
