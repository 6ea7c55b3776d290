export type { ChainState, LadderState, LevelState, ProposalState, TemperedChainState } from './chain/state.ts';
export { type ErrorData, errorFromData, errorToData } from './error-data.ts';
export {
  createError,
  EpsieError,
  type EpsieErrorCode,
  type EpsieErrorFields,
  type EpsieErrorOf,
  isEpsieError,
} from './errors.ts';
export type { Evaluation, Model, ModelFunction, ModelObject, Position } from './model/model.ts';
export { defineModel, defineModelFactory, type ModelReference, type PortableModel } from './model/portable.ts';
export type { AbortControllerLike, AbortSignalLike } from './platform.ts';
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
export { type AndrieuThomsOptions, type AndrieuThomsSpec, andrieuThoms } from './proposals/adaptation/andrieu-thoms.ts';
export {
  type SiviaSkillingOptions,
  type SiviaSkillingSpec,
  siviaSkilling,
} from './proposals/adaptation/sivia-skilling.ts';
export { type VeitchOptions, type VeitchSpec, veitch } from './proposals/adaptation/veitch.ts';
export { type AngularOptions, angular } from './proposals/angular.ts';
export type { Birth } from './proposals/births/birth.ts';
export { type LogNormalBirth, logNormalBirth } from './proposals/births/log-normal-birth.ts';
export { type NormalBirth, type NormalBirthOptions, normalBirth } from './proposals/births/normal-birth.ts';
export { type UniformBirth, type UniformBirthOptions, uniformBirth } from './proposals/births/uniform-birth.ts';
export { type BoundedDiscreteOptions, boundedDiscrete } from './proposals/bounded-discrete.ts';
export { type BoundedEigenvectorOptions, boundedEigenvector } from './proposals/bounded-eigenvector.ts';
export { type BoundedNormalOptions, boundedNormal } from './proposals/bounded-normal.ts';
export type { Bounds } from './proposals/bounds.ts';
export { loadProposals } from './proposals/create.ts';
export { customProposal } from './proposals/custom.ts';
export type { DirectionOptions } from './proposals/directions.ts';
export { type DiscreteOptions, discrete, type Successive } from './proposals/discrete.ts';
export { eigenvector } from './proposals/eigenvector.ts';
export type { IndependentOptions } from './proposals/independent.ts';
export type { KernelFactory, KernelState, ProposalKernel, Transition } from './proposals/kernel.ts';
export { evaluateLogDensity } from './proposals/log-density.ts';
export { type NestedTransdimensionalOptions, nestedTransdimensional } from './proposals/nested-transdimensional.ts';
export { type NormalOptions, normal } from './proposals/normal.ts';
export type { Covariance, SingularOption } from './proposals/scale.ts';
export { type SolidAngleOptions, solidAngle } from './proposals/solid-angle.ts';
export type {
  Adaptation,
  AngularProposal,
  BoundedDiscreteProposal,
  BoundedEigenvectorProposal,
  BoundedNormalProposal,
  CustomProposal,
  DiscreteProposal,
  EigenvectorProposal,
  FixedProposal,
  JumpOptions,
  NestedTransdimensionalProposal,
  NormalProposal,
  Proposal,
  SolidAngleProposal,
  TransdimensionalComponent,
  Units,
} from './proposals/spec.ts';
export { createBitGenerator, createBitGenerators, Pcg64, type Pcg64State } from './random/pcg64.ts';
export { Random } from './random/random.ts';
export { SeedSequence } from './random/seed-sequence.ts';
export type { ExportReference } from './reference.ts';
export { Chain } from './sampler/chain.ts';
export type { Configuration } from './sampler/configuration.ts';
export { Inspectable } from './sampler/inspectable.ts';
export { MetropolisHastingsSampler, type StartPositions } from './sampler/metropolis-hastings.ts';
export type { ParameterNames, SamplerOptions } from './sampler/options.ts';
export {
  type ParallelTemperedOptions,
  ParallelTemperedSampler,
  type TemperedStartPositions,
  type TemperingSettings,
} from './sampler/parallel-tempered.ts';
export type { Progress, ProgressListener } from './sampler/progress.ts';
export type { Acceptance, Stats, Swaps } from './sampler/recorded.ts';
export type { StartOptions } from './sampler/restart.ts';
export { type RunOptions, Sampler, type Segment, type StreamOptions } from './sampler/sampler.ts';
export { type ChainOptions, SingleChain } from './sampler/single.ts';
export type { SamplerState } from './sampler/state.ts';
export { ParallelTemperedChain } from './sampler/tempered-chain.ts';
export type { SamplerWarning } from './sampler/warning.ts';
export { betaLadder } from './tempering/ladder.ts';
export { type VousdenOptions, type VousdenSpec, vousden } from './tempering/vousden.ts';
