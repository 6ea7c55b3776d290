import type { ProgressListener } from '@epsie/core';
import { expected, expectOptions, expectPositive, typeError } from '@epsie/core/checks';
import { Rate } from './rate.ts';
import { type OutputStream, StatusLine, write } from './status-line.ts';
import { fittedText, fullText, type Status } from './text.ts';

/** Progress that a line can show: of `Run.sample`, or of a sampler's `run` or `stream`. */
export type LineProgress = {
  /** Iterations so far. */
  readonly iterations: number;
  /** Total number of iterations. */
  readonly total: number;
  /** Iterations at the beginning. Default 0. */
  readonly from?: number;
  /** Acceptance rate. */
  readonly acceptance?: number;
};

/** A listener that shows progress. */
export interface ProgressLine extends ProgressListener<LineProgress> {
  /** Completes the line. A run calls it at its end; the next progress begins a new line. */
  end(): void;
}

/** Options of {@link progressLine}. */
export type ProgressLineOptions = {
  /** Name of the work, at the beginning of the line; may depend on the progress. */
  readonly label?: string | ((progress: LineProgress) => string);
  /** Output stream. Default `process.stderr`. */
  readonly stream?: OutputStream;
  /** Seconds between two lines if the stream is not a terminal. Default 3; in long runs a twentieth of the elapsed time, up to 60. */
  readonly interval?: number;
};

/** Seconds between two updates of a terminal. */
const REDRAW = 0.1;

/**
 * Returns a listener for `onProgress` that shows progress on stderr: percentage, rate, remaining time and acceptance rate. On a
 * terminal this is one line with a bar, updated in place and fitted to the width. Elsewhere, or on a `dumb` terminal, it is a new line every few
 * seconds; shorter runs print nothing. It completes the line when the run ends, and can be used for the next run. The environment variable
 * `NO_COLOR` turns colours off.
 *
 * @throws TypeError or RangeError if an option is wrong
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { progressLine } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * await sampler.start({ x: [0, 1] });
 * await sampler.run(10_000, { onProgress: progressLine({ label: 'burn-in' }) });
 * ```
 */
export function progressLine(options: ProgressLineOptions = {}): ProgressLine {
  const line = new Display(resolveOptions(options));
  return Object.assign((progress: LineProgress) => line.update(progress), { end: () => line.end() });
}

function resolveOptions(options: ProgressLineOptions): ProgressLineOptions {
  expectOptions('progressLine', options, ['label', 'stream', 'interval']);
  const { label, stream, interval } = options;
  if (label !== undefined && typeof label !== 'string' && typeof label !== 'function')
    throw typeError(expected('label', 'a string or a function', label));
  if (stream !== undefined && typeof (stream as Partial<OutputStream> | null)?.write !== 'function')
    throw typeError(expected('stream', 'a stream such as `process.stderr`', stream));
  if (interval !== undefined) expectPositive('interval', interval);
  return options;
}

const now = (): number => performance.now() / 1000;

class Display {
  readonly #stream: OutputStream;
  readonly #label: NonNullable<ProgressLineOptions['label']>;
  readonly #interval: number | undefined;
  readonly #line: StatusLine | undefined;
  #began = now();
  #written = this.#began;
  #rate = new Rate(0, this.#began);
  #last: LineProgress | undefined;

  constructor({ label = '', stream = process.stderr, interval }: ProgressLineOptions) {
    this.#stream = stream;
    this.#label = label;
    this.#interval = interval;
    this.#line = stream.isTTY === true && process.env['TERM'] !== 'dumb' ? new StatusLine(stream) : undefined;
  }

  update(progress: LineProgress): void {
    const time = now();
    const isFirst = this.#last === undefined;
    if (isFirst) this.#rate = new Rate(progress.from ?? 0, this.#began);
    this.#rate.update(progress.iterations, time);
    this.#last = progress;
    if (!this.#isDue(time) && !(isFirst && this.#line)) return;
    this.#written = time;
    this.#show(this.#status(progress, false));
  }

  end(): void {
    // A run too short for a line prints nothing at its end either.
    if (this.#last !== undefined && (this.#line || this.#written > this.#began))
      this.#show(this.#status(this.#last, true));
    this.#line?.leave();
    this.#began = now();
    this.#written = this.#began;
    this.#last = undefined;
  }

  #isDue(time: number): boolean {
    const interval = this.#line ? REDRAW : (this.#interval ?? Math.min(60, Math.max(3, (time - this.#began) / 20)));
    return time - this.#written >= interval;
  }

  #show(status: Status): void {
    const { columns } = this.#stream;
    // A terminal of unknown width reports 0 columns.
    if (this.#line) this.#line.show(fittedText(status, columns || 80, this.#stream.hasColors?.() ?? false));
    else write(this.#stream, `${fullText(status)}\n`);
  }

  #status(progress: LineProgress, ended: boolean): Status {
    const { iterations, total, from = 0, acceptance } = progress;
    const time = now() - this.#began;
    const rate = ended ? (iterations - from) / time : this.#rate.perSecond;
    const label = typeof this.#label === 'string' ? this.#label : this.#label(progress);
    return { label, iterations, total, acceptance, rate, time: ended ? time : (total - iterations) / rate, ended };
  }
}
