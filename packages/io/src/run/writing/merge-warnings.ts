import type { SamplerWarning } from '@epsie/core';

/** Merges warnings: of two about the same topic, keeps the later one. */
export function mergeWarnings(
  earlier: readonly SamplerWarning[],
  later: readonly SamplerWarning[],
): readonly SamplerWarning[] {
  if (later.length === 0) return earlier;
  const merged = new Map(earlier.map((warning) => [topicOf(warning), warning]));
  for (const warning of later) merged.set(topicOf(warning), warning);
  return [...merged.values()];
}

const topicOf = ({ code, parameters }: SamplerWarning): string => JSON.stringify([code, parameters]);
