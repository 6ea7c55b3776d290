import type { Diagnosis, Evidence, Summary, TemperingNumbers } from '@epsie/analysis';
import type { RunCheck, RunInfo, Writer } from '@epsie/io';

/** First fields of all JSON that `epsie` prints about a run. Numbers that are not finite are null, big integers are strings. */
export type RunOutput = {
  /** Name of the command. */
  readonly command: string;
  /** Whether the exit code is 0. */
  readonly ok: boolean;
  /** Directory of the run, as it was passed. */
  readonly run: string;
};

/** A reason not to believe a parameter yet. */
export type Doubt = {
  /** Name of the parameter. */
  readonly parameter: string;
  /** Reason with its number. */
  readonly message: string;
};

/** JSON of `epsie summary`. */
export type SummaryOutput = RunOutput &
  ReturnType<Summary['toJSON']> & {
    /** Iterations that were left out. */
    readonly burnIn: number;
    /** Every n-th draw was taken. */
    readonly thin: number;
    /** Reasons for exit code 2. */
    readonly doubts: readonly Doubt[];
  };

/** JSON of `epsie diagnose`. */
export type DiagnoseOutput = RunOutput &
  Diagnosis & {
    /** Iterations that were left out. */
    readonly burnIn: number;
  };

/** JSON of `epsie evidence`. */
export type EvidenceOutput = RunOutput &
  Evidence & {
    /** Iterations that were left out. */
    readonly burnIn: number;
  };

/** JSON of `epsie tempering`. */
export type TemperingOutput = RunOutput &
  TemperingNumbers & {
    /** Iterations that were left out. */
    readonly burnIn: number;
  };

/** JSON of `epsie info`. */
export type InfoOutput = RunOutput &
  Omit<RunInfo, 'directory' | 'seed'> & {
    /** Seed of the sampler, in decimal digits. */
    readonly seed: string;
  };

/** JSON of `epsie check`. */
export type CheckOutput = RunOutput & RunCheck;

/** JSON of `epsie export`. */
export type ExportOutput = RunOutput & {
  /** Path of the file that was written. */
  readonly file: string;
  /** Format of the file. */
  readonly format: 'netcdf' | 'csv';
  /** Length of the file. */
  readonly bytes: number;
};

/** JSON of `epsie plot`. */
export type PlotOutput = RunOutput & {
  /** Kind of the figure. */
  readonly kind: string;
  /** Path of the file that was written. */
  readonly file: string;
  /** Length of the file. */
  readonly bytes: number;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Sentence that describes the figure. */
  readonly description: string;
};

/** JSON of `epsie report`. */
export type ReportOutput = RunOutput & {
  /** Iterations that were left out. */
  readonly burnIn: number;
  /** Path of the file that was written. */
  readonly file: string;
  /** Length of the file. */
  readonly bytes: number;
  /** Title of the report. */
  readonly title: string;
};

/** R̂ and effective samples of a parameter. */
export type Convergence = {
  /** Name of the parameter. */
  readonly parameter: string;
  /** R̂, as in the summary. */
  readonly rHat: number;
  /** Effective samples in the bulk. */
  readonly essBulk: number;
  /** Effective samples in the tails. */
  readonly essTail: number;
};

/** A line of JSON of `epsie watch --json`. */
export type WatchOutput = RunOutput & {
  /** Time of the update, in ISO 8601. */
  readonly time: string;
  /** Committed iterations. */
  readonly iterations: number;
  /** Iterations that the run will have, if `--total` was passed. */
  readonly total?: number;
  /** Draws per chain and temperature. */
  readonly draws: number;
  /** Iterations per second; null before anything was sampled. */
  readonly rate: number;
  /** Seconds left, if `--total` was passed. */
  readonly secondsLeft?: number;
  /** Mean acceptance ratio of the last draws at the coldest temperature; null if it is not recorded. */
  readonly acceptance: number;
  /** Iterations that R̂ and effective samples leave out. */
  readonly burnIn: number;
  /** R̂ and effective samples are those of every n-th draw. */
  readonly thin: number;
  /** R̂ and effective samples by parameter; empty before there are draws. */
  readonly parameters: readonly Convergence[];
  /** The process that writes to the run, if one does. */
  readonly writer?: Writer;
};

/** JSON of `epsie init`. */
export type InitOutput = {
  /** Name of the command. */
  readonly command: 'init';
  /** Whether the exit code is 0. */
  readonly ok: boolean;
  /** Directory of the project, as it was passed. */
  readonly directory: string;
  /** Files that were written, relative to the directory. */
  readonly files: readonly string[];
};
