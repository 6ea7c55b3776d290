export { type BurnIn, type BurnInOptions, burnIn } from './burn-in/burn-in.ts';
export { type EffectiveSamples, type EnoughSamples, effectiveSamples } from './burn-in/effective-samples.ts';
export type { BurnInTest } from './burn-in/expression.ts';
export type { Circle } from './circular/circle.ts';
export { circularHdi, circularMean, circularSd } from './circular/circular.ts';
export { rHat, rHatBasic } from './convergence/r-hat.ts';
export { rHatNested } from './convergence/r-hat-nested.ts';
export { autocorrelation } from './correlation/autocorrelation.ts';
export { type AutocorrelationTime, autocorrelationTime } from './correlation/autocorrelation-time.ts';
export { type DiagnoseOptions, type Diagnosis, diagnose } from './diagnosis/diagnose.ts';
export type { Finding, FindingCode } from './diagnosis/finding.ts';
export { evidence } from './evidence/evidence.ts';
export {
  type Evidence,
  type EvidenceEstimate,
  evidenceOf,
  type Overlap,
  type TemperedLogLikelihoods,
} from './evidence/evidence-of.ts';
export type { EvidenceWarning } from './evidence/warnings.ts';
export { hdi } from './intervals/hdi.ts';
export { quantile } from './intervals/quantile.ts';
export { essBulk, essMean, essMedian, essQuantile, essSd, essTail } from './precision/ess.ts';
export { mcseMean, mcseMedian, mcseQuantile, mcseSd } from './precision/mcse.ts';
export type { CircularKind, LinearKind, ParameterKind } from './sources/kinds.ts';
export type { DiskSource, MemorySource, Recorded, Source, WithHistory } from './sources/source.ts';
export type { TemperedDisk, TemperedDraws, TemperedMemory, TemperedOptions } from './sources/tempered-source.ts';
export type { Activity, Location, SummaryRow } from './summary/row.ts';
export type { Convergence } from './summary/shared.ts';
export { type SummaryOptions, summary } from './summary/summary.ts';
export { Summary, type SummaryFacts } from './summary/table.ts';
export type { SummaryWeights } from './summary/weights-note.ts';
export { type BarrierCurve, barrierCurve } from './tempering/barrier-curve.ts';
export type { Travels } from './tempering/index-process.ts';
export type { TemperingNumbers, TemperingRow, TemperingWarning } from './tempering/numbers.ts';
export { type IndexProcess, type IndexProcessOptions, indexProcess } from './tempering/replicas.ts';
export { TemperingReport } from './tempering/report.ts';
export { tempering } from './tempering/tempering.ts';
export {
  type PosteriorWeights,
  type PosteriorWeightsWarning,
  posteriorWeights,
} from './weights/posterior-weights.ts';
