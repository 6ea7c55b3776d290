export { exportCSV, exportNetCDF } from './export/export-run.ts';
export type { CSVOptions, DrawOptions, ExportOptions } from './export/options.ts';
export type { DataArray, UserData } from './export/user-data.ts';
export {
  type LineProgress,
  type ProgressLine,
  type ProgressLineOptions,
  progressLine,
} from './progress/progress-line.ts';
export type { OutputStream } from './progress/status-line.ts';
export type { Session } from './run/commit.ts';
export type { AllChains, DrawSource, Selection, SeriesSelection, Variable } from './run/draw-source.ts';
export type { RunSampler } from './run/history.ts';
export { RecordedRun } from './run/recorded-run.ts';
export type { RecordingOptions, Stat } from './run/recording-options.ts';
export { type ResumeOptions, Run } from './run/run.ts';
export type { CheckpointOptions, RunProgress, SampleOptions, SampleResult } from './run/sampling.ts';
export { abortOnSignals, type HostAbortSignal, type SignalOptions, type StopSignal } from './signals.ts';
export { loadState, saveState } from './state-file.ts';
