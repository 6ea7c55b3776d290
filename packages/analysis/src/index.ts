export { rHat, rHatBasic } from './convergence/r-hat.ts';
export { rHatNested } from './convergence/r-hat-nested.ts';
export { autocorrelation } from './correlation/autocorrelation.ts';
export { type AutocorrelationTime, autocorrelationTime } from './correlation/autocorrelation-time.ts';
export { evidence } from './evidence/evidence.ts';
export {
  type Evidence,
  type EvidenceEstimate,
  evidenceOf,
  type TemperedLogLikelihoods,
} from './evidence/evidence-of.ts';
export type { EvidenceWarning } from './evidence/warnings.ts';
export { hdi } from './intervals/hdi.ts';
export { quantile } from './intervals/quantile.ts';
export { essBulk, essMean, essMedian, essQuantile, essSd, essTail } from './precision/ess.ts';
export { mcseMean, mcseMedian, mcseQuantile, mcseSd } from './precision/mcse.ts';
export type { TemperedDisk, TemperedDraws, TemperedMemory, TemperedOptions } from './sources/tempered-source.ts';
export type { Travels } from './tempering/index-process.ts';
export type { TemperingNumbers, TemperingRow, TemperingWarning } from './tempering/numbers.ts';
export { TemperingReport } from './tempering/report.ts';
export { tempering } from './tempering/tempering.ts';
export {
  type PosteriorWeights,
  type PosteriorWeightsWarning,
  posteriorWeights,
} from './weights/posterior-weights.ts';
