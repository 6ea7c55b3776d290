export {
  Communicator,
  type ErrorHandler,
  type From,
  type Session,
  type Waiting,
} from './communicator/communicator.ts';
export { Message } from './communicator/message.ts';
export type { Status } from './communicator/transport.ts';
export type { Channels, Received } from './communicator/values.ts';
export type { Ending } from './exit.ts';
export { detectLauncher, type Environment, type Launcher } from './launcher.ts';
export type { Flavor, Operation } from './library/abi.ts';
export type { Memory } from './library/calls.ts';
export { Mpi, type ThreadLevel } from './mpi.ts';
export { MpiError, type MpiErrorCode } from './mpi-error.ts';
export type { Request } from './progress/operation.ts';
export type { TypedArray } from './values/array-types.ts';
