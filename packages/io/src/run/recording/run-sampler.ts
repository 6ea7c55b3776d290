import type { MetropolisHastingsSampler, ParallelTemperedSampler } from '@epsie/core';

/** A sampler whose run can be recorded. */
export type RunSampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;
