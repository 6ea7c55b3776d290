export { exportCSV, exportNetCDF } from './export/export-run.ts';
export type { DataArray, UserData } from './export/netcdf/user-data.ts';
export type { CSVOptions, DrawOptions, ExportOptions } from './export/options.ts';
export { loadState, saveState } from './files/state-file.ts';
export {
  type LineProgress,
  type ProgressLine,
  type ProgressLineOptions,
  progressLine,
} from './progress/progress-line.ts';
export type { OutputStream } from './progress/status-line.ts';
export type { Session } from './run/checkpoints/commit.ts';
export type { AllChains, DrawSource, Selection, SeriesSelection, Variable } from './run/reading/draw-source.ts';
export { RecordedRun } from './run/recorded-run.ts';
export type { RunSampler } from './run/recording/history.ts';
export type { RecordingOptions, Stat } from './run/recording/recording-options.ts';
export { type ResumeOptions, Run } from './run/run.ts';
export type { CheckpointOptions, RunProgress, SampleOptions, SampleResult } from './run/writing/sampling.ts';
export {
  abortOnSignals,
  type HostAbortSignal,
  type SignalOptions,
  type StopSignal,
} from './signals/abort-on-signals.ts';
