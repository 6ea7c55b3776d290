import type { Configuration, DrawSource } from '@epsie/core';
import type { DrawOptions, DrawRange } from './draw-range.ts';

/** The draws of a run, with the facts about it that a file may mention. */
export interface ExportSource extends DrawSource {
  /** Settings of the sampler. */
  readonly configuration: Configuration;
  /** Seed of the sampler. */
  readonly seed: bigint;
  /** Time at which the run was created, in ISO 8601. */
  readonly created: string;
  /** Seconds of sampling so far. */
  readonly samplingTime: number;
}

/** Draws to export. */
export type ExportedDraws = {
  /** Source of all recorded draws; it does not change meanwhile. */
  readonly source: ExportSource;
  /** Last iteration of burn-in. */
  readonly burnIn: number;
  /** Draws of burn-in, never thinned. */
  readonly warmup: DrawRange;
  /** Draws after burn-in, thinned. */
  readonly sampling: DrawRange;
};

/**
 * A file format for draws. A new one is a file with an object of this type; `exportRun` takes care of what all formats have in common: the
 * options `burnIn` and `thin`, and replacing the file atomically.
 *
 * @typeParam Options options of the user
 * @typeParam Checked the same, checked and complete
 */
export interface ExportFormat<Options extends DrawOptions = DrawOptions, Checked = unknown> {
  /** Function that exports to the format, for messages. */
  readonly owner: string;
  /** Names of the options besides `burnIn` and `thin`. */
  readonly options: readonly string[];
  /**
   * Checks and completes the options of the format.
   *
   * @throws TypeError or RangeError that names the option
   */
  check(options: Options): Checked;
  /**
   * Writes a file, reading the draws in parts, so that memory does not grow with the run. Errors of the source must come out.
   *
   * @param file an empty file, which gets its final name when this returns
   */
  write(draws: ExportedDraws, file: string, options: Checked): Promise<void>;
}
