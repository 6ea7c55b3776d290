export type { ExitCode } from './contract/command.ts';
export type {
  CheckOutput,
  Convergence,
  DiagnoseOutput,
  Doubt,
  EvidenceOutput,
  ExportOutput,
  InfoOutput,
  InitOutput,
  PlotOutput,
  ReportOutput,
  RunOutput,
  SummaryOutput,
  TemperingOutput,
  WatchOutput,
} from './contract/outputs.ts';
export { epsie } from './main/epsie.ts';
export type { ErrorOutput } from './main/failure.ts';
