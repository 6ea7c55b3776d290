export type { ChainState, LevelState, ProposalState } from './chain/state.ts';
export type { ExportReference } from './data/export-reference.ts';
export {
  createError,
  EpsieError,
  type EpsieErrorCode,
  type EpsieErrorFields,
  type EpsieErrorOf,
  isEpsieError,
} from './errors/epsie-error.ts';
export { type ErrorData, errorFromData, errorToData } from './errors/error-data.ts';
export { type Acceptance, drawStatistics, type Statistic, type StatisticName, type Stats } from './history/columns.ts';
export type { AllChains, DrawSource, Selection, SeriesSelection, Variable } from './history/draw-source.ts';
export { SampleHistory } from './history/sample-history.ts';
export { PointFailure } from './model/batch/point-failure.ts';
export type { DeclaredBatchModelFactory, DeclaredModelFactory } from './model/declared-model-factory.ts';
export { defineModel } from './model/define-model.ts';
export { defineModelFactory } from './model/define-model-factory.ts';
export type {
  BatchFunction,
  BatchModel,
  BatchResults,
  DeclaredBatchModel,
  DeclaredModel,
  Evaluation,
  Likelihood,
  LikelihoodResult,
  Model,
  ModelFunction,
  ModelObject,
  ModelWithPrior,
  Points,
  Position,
} from './model/model.ts';
export type { ModelReference, PortableModel, PortableModelWithPrior } from './model/portable.ts';
export type {
  DeclaredPrior,
  JointPrior,
  JointPriorParameter,
  ParameterPrior,
  Prior,
  PriorDomain,
} from './model/prior.ts';
export type { AbortControllerLike, AbortSignalLike } from './platform/host.ts';
export { type ClosablePool, choosePool, type PoolChoice } from './pool/choose-pool.ts';
export type { MapOptions, Pool } from './pool/pool.ts';
export { SerialPool } from './pool/serial-pool.ts';
export {
  defineTask,
  runTask,
  type Task,
  type TaskContext,
  transferList,
  withTransfer,
} from './pool/task.ts';
export type { AndrieuThomsSpec } from './proposals/adaptation/andrieu-thoms/spec.ts';
export { type AndrieuThomsOptions, andrieuThoms } from './proposals/adaptation/andrieu-thoms.ts';
export type { Adaptation } from './proposals/adaptation/registry.ts';
export {
  type SiviaSkillingOptions,
  type SiviaSkillingSpec,
  siviaSkilling,
} from './proposals/adaptation/sivia-skilling.ts';
export { type VeitchOptions, type VeitchSpec, veitch } from './proposals/adaptation/veitch.ts';
export type { ArchiveOptions, ArchiveSpec } from './proposals/archive/options.ts';
export { type AutomaticOptions, automatic } from './proposals/automatic/automatic.ts';
export type { AutomaticProposal } from './proposals/automatic/spec.ts';
export { type LogNormalBirth, logNormalBirth } from './proposals/births/log-normal-birth.ts';
export { type NormalBirth, type NormalBirthOptions, normalBirth } from './proposals/births/normal-birth.ts';
export type { Birth } from './proposals/births/registry.ts';
export { type UniformBirth, type UniformBirthOptions, uniformBirth } from './proposals/births/uniform-birth.ts';
export type { Bounds } from './proposals/bounds.ts';
export { type CycleMember, type CycleProposal, cycle } from './proposals/composites/cycle.ts';
export {
  type NestedTransdimensionalOptions,
  type NestedTransdimensionalProposal,
  nestedTransdimensional,
  type TransdimensionalComponent,
} from './proposals/composites/nested-transdimensional.ts';
export type { CompositeProposal, Proposal } from './proposals/composites/registry.ts';
export {
  type AdaptiveMixtureOptions,
  type AdaptiveMixtureProposal,
  adaptiveMixture,
} from './proposals/families/adaptive-mixture.ts';
export { type AngularOptions, type AngularProposal, angular } from './proposals/families/angular.ts';
export {
  type BoundedDiscreteOptions,
  type BoundedDiscreteProposal,
  boundedDiscrete,
} from './proposals/families/bounded-discrete.ts';
export {
  type BoundedEigenvectorOptions,
  type BoundedEigenvectorProposal,
  boundedEigenvector,
} from './proposals/families/bounded-eigenvector.ts';
export {
  type BoundedNormalOptions,
  type BoundedNormalProposal,
  boundedNormal,
} from './proposals/families/bounded-normal.ts';
export { type CustomProposal, customProposal } from './proposals/families/custom.ts';
export {
  type DifferentialEvolutionOptions,
  type DifferentialEvolutionProposal,
  differentialEvolution,
} from './proposals/families/differential-evolution.ts';
export {
  type DiscreteOptions,
  type DiscreteProposal,
  discrete,
  type Successive,
} from './proposals/families/discrete.ts';
export { type EigenvectorProposal, eigenvector } from './proposals/families/eigenvector.ts';
export { type NormalOptions, type NormalProposal, normal } from './proposals/families/normal.ts';
export { type PriorDrawProposal, priorDraw } from './proposals/families/prior-draw.ts';
export type { FixedProposal } from './proposals/families/registry.ts';
export { type SnookerProposal, snooker } from './proposals/families/snooker.ts';
export { type SolidAngleOptions, type SolidAngleProposal, solidAngle } from './proposals/families/solid-angle.ts';
export type { KernelFactory, KernelState, ProposalKernel, Transition } from './proposals/kernel.ts';
export { evaluateLogDensity } from './proposals/log-density.ts';
export { loadProposals } from './proposals/parts.ts';
export type { DirectionOptions } from './proposals/scales/directions.ts';
export type { IndependentOptions } from './proposals/scales/independent.ts';
export type { Covariance, SingularOption, Units } from './proposals/scales/scale.ts';
export type { JumpOptions } from './proposals/spec.ts';
export { createBitGenerator, createBitGenerators, Pcg64, type Pcg64State } from './random/pcg64.ts';
export { Random } from './random/random.ts';
export { SeedSequence } from './random/seed-sequence.ts';
export { Chain } from './sampler/chain.ts';
export type { Configuration } from './sampler/configuration.ts';
export { MetropolisHastingsSampler, type StartPositions } from './sampler/metropolis-hastings.ts';
export type { CommonOptions, ModelOptions, ParameterNames, SamplerOptions } from './sampler/options.ts';
export {
  type ParallelTemperedOptions,
  ParallelTemperedSampler,
  type TemperedStartPositions,
} from './sampler/parallel-tempered.ts';
export type { Progress, ProgressListener } from './sampler/run/progress.ts';
export { type RunOptions, Sampler, type Segment, type StreamOptions } from './sampler/sampler.ts';
export { type ChainOptions, SingleChain } from './sampler/single.ts';
export type { StartOptions } from './sampler/start/restart.ts';
export type { SamplerState } from './sampler/state/state.ts';
export { ParallelTemperedChain } from './sampler/tempered-chain.ts';
export { Inspectable } from './sampler/views/inspectable.ts';
export { SampleViews } from './sampler/views/sample-views.ts';
export type { Swaps } from './sampler/views/swaps.ts';
export type { SamplerWarning } from './sampler/warnings/warning.ts';
export { type BetaLadderOptions, betaLadder } from './tempering/betas.ts';
export {
  type EqualRejectionOptions,
  type EqualRejectionSpec,
  type EqualRejectionState,
  equalRejection,
} from './tempering/ladders/equal-rejection.ts';
export { type VousdenOptions, type VousdenSpec, type VousdenState, vousden } from './tempering/ladders/vousden.ts';
export type { LadderSpec, LadderState, SwapSchemeName } from './tempering/registry.ts';
export type { TemperedChainState } from './tempering/state.ts';
export type { Generators, Tempering, TemperingSettings } from './tempering/tempering.ts';
