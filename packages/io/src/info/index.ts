export type { Writer } from '../files/current-writer.ts';
export type { Session } from '../run/checkpoints/commit.ts';
export type { RecordingOptions } from '../run/recording/recording-options.ts';
export { type RunInfo, type RunSizes, readRunInfo } from './run-info.ts';
