export type { AllChains, DrawSource, Selection, SeriesSelection, Variable } from '@epsie/core';
export {
  type CheckedFile,
  type CheckOptions,
  type CheckProgress,
  checkRun,
  type RunCheck,
} from './checking/check-run.ts';
export type { Damage } from './checking/damage.ts';
export type { DrawOptions, DrawRange } from './export/draw-range.ts';
export type { ExportedDraws, ExportFormat, ExportSource } from './export/export-format.ts';
export { exportRun } from './export/export-run.ts';
export { type CSVOptions, type ExportOptions, exportCSV, exportNetCDF } from './export/formats.ts';
export type { DataArray, UserData } from './export/netcdf/user-data.ts';
export type { Writer } from './files/current-writer.ts';
export { loadState, saveState } from './files/state-file.ts';
export { type RunInfo, type RunSizes, readRunInfo } from './info/run-info.ts';
export {
  type LineProgress,
  type ProgressLine,
  type ProgressLineOptions,
  progressLine,
} from './progress/progress-line.ts';
export type { OutputStream } from './progress/status-line.ts';
export type { Session } from './run/checkpoints/commit.ts';
export { RecordedRun } from './run/recorded-run.ts';
export type { RecordingOptions, Stat } from './run/recording/recording-options.ts';
export type { RunSampler } from './run/recording/run-sampler.ts';
export { type ResumeOptions, Run } from './run/run.ts';
export type { Until } from './run/writing/questions.ts';
export type {
  CheckpointOptions,
  FixedLength,
  RunProgress,
  SampleOptions,
  SampleResult,
  SampleSettings,
  UntilMet,
} from './run/writing/sample-options.ts';
export {
  abortOnSignals,
  type HostAbortSignal,
  type SignalOptions,
  type StopSignal,
} from './signals/abort-on-signals.ts';
