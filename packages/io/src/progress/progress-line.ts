import type { ProgressListener } from '@epsie/core';
import { expected, expectOptions, expectPositive } from '@epsie/core/checks';
import { Rate } from './rate.ts';
import { type OutputStream, StatusLine, write } from './status-line.ts';
import { fittedText, fullText, type Status } from './text.ts';

/** Progress of a run that a line can show: of `Run.sample`, or of a sampler's `run` or `stream`. */
export type LineProgress = {
  /** Iterations so far. */
  readonly iterations: number;
  /** Iterations in all. */
  readonly total: number;
  /** Iterations at the beginning. Default 0. */
  readonly from?: number;
  /** Acceptance rate. */
  readonly acceptance?: number;
};

/** A listener that shows progress. */
export interface ProgressLine extends ProgressListener<LineProgress> {
  /** Completes the line. A run does so by itself; the next progress begins a new line. */
  end(): void;
}

/** Options of {@link progressLine}. */
export type ProgressLineOptions = {
  /** Name of the work, at the beginning of the line; may depend on how far the run is. */
  readonly label?: string | ((progress: LineProgress) => string);
  /** Where to write. Default `process.stderr`. */
  readonly stream?: OutputStream;
  /** Seconds between two lines where the stream is no terminal. Default 3, and a twentieth of the time so far, up to 60, in long runs. */
  readonly interval?: number;
};

/** Seconds between two texts of a terminal. */
const REDRAW = 0.1;

/**
 * Returns a listener for `onProgress` that shows progress on stderr: percentage, rate, time left and acceptance rate. On a
 * terminal it is one line with a bar that stays in its place, as wide as there is room. Elsewhere, or where the terminal is `dumb`, it is
 * a line of its own every few seconds, and nothing for runs that take less. It stops by itself when the run ends, and can be used for
 * the next one. A variable `NO_COLOR` in the environment keeps it from using colours.
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
    throw new TypeError(expected('label', 'a string or a function', label));
  if (stream !== undefined && typeof (stream as Partial<OutputStream> | null)?.write !== 'function')
    throw new TypeError(expected('stream', 'a stream such as `process.stderr`', stream));
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
    // A run that was too short for a line needs none at its end.
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
    // A terminal may not know its width, and says 0.
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
