import type { SamplerWarning } from '@epsie/core';

/** Topics that end as a run goes on. */
const PASSING: readonly SamplerWarning['code'][] = ['ADAPTING', 'LADDER_ADAPTING'];

/** Returns whether a warning is of a state that ends as the run goes on. */
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
