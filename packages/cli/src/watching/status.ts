import type { Run, RunInfo } from '@epsie/io';
import type { Convergence, WatchOutput } from '../contract/outputs.ts';

/** The run to watch, and what of it. */
export type Watched = {
  readonly directory: string;
  readonly total?: number;
  readonly burnIn?: number;
  readonly parameters?: readonly string[];
};

/** Status of a run, as `--json` prints it, without the fields of all commands. */
export type Status = Omit<WatchOutput, 'command' | 'ok'>;

/** Draws per chain that R̂ and effective samples are computed from at most: memory and time do not grow with the run. */
const MOST_DRAWS = 1000;

/** Follows a run that another process writes. */
export class Follower {
  readonly #watched: Watched;
  #run: Run | undefined;
  /** The last two commits that differ. */
  #commits: { readonly iterations: number; readonly samplingTime: number }[] = [];

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Reads the status as of the last commit. */
  async read(): Promise<Status> {
    const { directory, total } = this.#watched;
    const { readRunInfo } = await import('@epsie/io/info');
    // The writer is looked up before the last commit is read, so that nothing comes after the status of a run without a writer.
    const info = await readRunInfo(directory);
    const run = await this.#refreshed(info);
    const rate = this.#rateAfter(run);
    return {
      run: directory,
      time: new Date().toISOString(),
      iterations: run.iterations,
      ...(total === undefined ? {} : { total, secondsLeft: Math.max(0, total - run.iterations) / rate }),
      draws: run.length,
      rate,
      acceptance: await acceptanceOf(run),
      ...(await this.#convergence(run)),
      ...(info.writer === undefined ? {} : { writer: info.writer }),
    };
  }

  async #refreshed({ directory }: RunInfo): Promise<Run> {
    const { Run } = await import('@epsie/io');
    if (this.#run === undefined) this.#run = await Run.open(directory);
    else await this.#run.refresh();
    return this.#run;
  }

  #rateAfter({ iterations, samplingTime }: Run): number {
    if (this.#commits.at(-1)?.iterations !== iterations)
      this.#commits = [...this.#commits.slice(-1), { iterations, samplingTime }];
    const [first, second] = this.#commits;
    if (first === undefined || samplingTime === 0) return Number.NaN;
    if (second === undefined) return iterations / samplingTime;
    return (second.iterations - first.iterations) / (second.samplingTime - first.samplingTime);
  }

  async #convergence(run: Run): Promise<Pick<Status, 'burnIn' | 'thin' | 'parameters'>> {
    const { burnIn = Math.floor(run.iterations / 2), parameters } = this.#watched;
    const left = drawsAfter(run, burnIn);
    const thin = Math.max(1, Math.ceil(left / MOST_DRAWS));
    if (left === 0) return { burnIn, thin, parameters: [] };
    const { summary } = await import('@epsie/analysis');
    const { rows } = await summary(run, { burnIn, thin, ...(parameters === undefined ? {} : { parameters }) });
    const each = rows.map(
      ({ parameter, rHat, essBulk, essTail }): Convergence => ({ parameter, rHat, essBulk, essTail }),
    );
    return { burnIn, thin, parameters: each };
  }
}

function drawsAfter(run: Run, burnIn: number): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run.iterationOfDraw(middle) > burnIn) high = middle;
    else low = middle + 1;
  }
  return run.length - low;
}

async function acceptanceOf(run: Run): Promise<number> {
  if (run.length === 0 || !run.variables.some(({ name }) => name === 'acceptanceRatio')) return Number.NaN;
  let [sum, draws] = [0, 0];
  for (let chain = 0; chain < run.chains; chain++) {
    const ratios = await run.draws('acceptanceRatio', { chain, from: Math.max(0, run.length - MOST_DRAWS) });
    sum += ratios.reduce((total, ratio) => total + ratio, 0);
    draws += ratios.length;
  }
  return sum / draws;
}
