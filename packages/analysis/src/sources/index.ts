export { ascending } from '../draws/order.ts';
export { kindsOf, type ParameterKind } from './kinds.ts';
export { type LogLikelihoods, readLogLikelihoods } from './log-likelihoods.ts';
export { type Range, readMatrix } from './read.ts';
export { type Steps, settle } from './settle.ts';
export {
  type DiskSource,
  expectSource,
  type MemorySource,
  parametersOf,
  type Reading,
  type Recorded,
  type Source,
} from './source.ts';
export { expectTempered, type TemperedMemory, type TemperedReading } from './tempered-source.ts';
