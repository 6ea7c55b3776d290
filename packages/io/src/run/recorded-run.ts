import type { AllChains, Configuration, DrawSource, Selection, Variable } from '@epsie/core';
import { describe, expected, typeError } from '@epsie/core/checks';
import { type ResolvedSelection, resolveSelection, type SelectableRows } from '@epsie/core/history';
import { printAs } from '@epsie/core/pool-kit';
import type { FileSystem } from '../files/file-system.ts';
import type { TableReader } from '../samples/table-reader.ts';
import type { Commit, Session } from './checkpoints/commit.ts';
import type { Manifest } from './manifest.ts';
import type { RecordedTable } from './recording/recorded-table.ts';
import { Recording } from './recording/recording.ts';
import type { RecordingOptions } from './recording/recording-options.ts';
import { TableReaders } from './table-readers.ts';

/** The draws of a run on disk, as of a commit, read column by column. */
export class RecordedRun implements DrawSource<Promise<Float64Array>> {
  /** Directory of the run. */
  readonly directory: string;
  /** @internal */
  protected readonly fs: FileSystem;
  #manifest: Manifest;
  #commit: Commit | undefined;
  #recording: Recording;
  readonly #readers: TableReaders;

  /** @internal */
  protected constructor(fs: FileSystem, directory: string, manifest: Manifest) {
    this.fs = fs;
    this.directory = directory;
    this.#readers = new TableReaders(fs, directory);
    printAs(this, this.constructor.name, () => summaryOf(this));
    this.#manifest = manifest;
    this.#recording = recordingOf(manifest, undefined);
  }

  /** @internal */
  protected get manifest(): Manifest {
    return this.#manifest;
  }

  /** @internal */
  protected get commit(): Commit | undefined {
    return this.#commit;
  }

  /** @internal Switches to another commit. */
  protected showCommit(commit: Commit | undefined, manifest: Manifest = this.#manifest): void {
    this.#manifest = manifest;
    this.#commit = commit;
    this.#recording = recordingOf(manifest, commit);
  }

  /** Settings of the sampler. */
  get configuration(): Configuration {
    return this.#manifest.configuration;
  }

  /** Seed of the sampler. */
  get seed(): bigint {
    return this.#manifest.seed;
  }

  /** Number of chains. */
  get chains(): number {
    return this.#manifest.chains;
  }

  /** Time at which the run was created, in ISO 8601. */
  get created(): string {
    return this.#manifest.created;
  }

  /** Options of the recording, as they were given. */
  get recording(): RecordingOptions {
    return this.#manifest.recording;
  }

  /** Iterations between two draws: the option `thin`, doubled as often as `maxDraws` required so far. */
  get thin(): number {
    return this.#recording.thinning.thin;
  }

  /** Number of temperatures that are recorded: all of them, or the coldest alone. */
  get temperatures(): number {
    return this.#recording.temperatures;
  }

  /** Committed iterations, counted from the start of the sampler. */
  get iterations(): number {
    return this.#commit?.iterations ?? this.#manifest.start;
  }

  /** Number of draws per chain and temperature. */
  get length(): number {
    return this.#commit?.tables.draws.rows ?? 0;
  }

  /** Number of recorded sweeps of swaps; 0 without tempering. */
  get sweeps(): number {
    return this.#commit?.tables.swaps?.rows ?? 0;
  }

  /** Bytes of the committed draws and swaps. */
  get bytes(): number {
    const { draws, swaps } = this.#commit?.tables ?? {};
    return (draws?.bytes ?? 0) + (swaps?.bytes ?? 0);
  }

  /** Quantities that are recorded for every draw, parameters first. */
  get variables(): readonly Variable[] {
    return this.#recording.variables;
  }

  /** Seconds of sampling so far. */
  get samplingTime(): number {
    return this.#commit?.samplingTime ?? 0;
  }

  /** Calls of `sample` that added to the run, with process and time; oldest first. */
  get sessions(): readonly Session[] {
    return this.#commit?.sessions ?? [];
  }

  /** Returns the iteration of a draw, counted from 1. */
  iterationOfDraw(draw: number): number {
    return this.#recording.draws.iterationOf(draw);
  }

  /** Returns the iteration of a sweep. */
  iterationOfSweep(sweep: number): number {
    return this.#swaps().iterationOf(sweep);
  }

  /**
   * Returns draws of a variable, of one chain or, without `chain`, an array for each. Reads only the parts of the files that contain them.
   *
   * @param name a parameter, `logLikelihood`, `logPrior`, `acceptanceRatio`, `accepted` (0 or 1) or a blob, as in {@link Run.variables}
   * @throws TypeError or RangeError for a name, chain, temperature or range that is not recorded; EpsieError `FILE_DAMAGED`
   *
   * @example
   * ```ts
   * import { MetropolisHastingsSampler } from '@epsie/core';
   * import { Run } from '@epsie/io';
   *
   * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
   * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
   * const run = await Run.create('draws.run', sampler);
   * await sampler.start({ x: [0, 1] });
   * await run.sample(sampler, { iterations: 2000 });
   * await run.draws('x'); // Float64Array[]: every draw of each chain
   * await run.draws('x', { burnIn: 1000, thin: 10 }); // every tenth after the first 1000 iterations
   * await run.draws('x', { chain: 0, from: -100 }); // Float64Array(100): the last of chain 0
   * ```
   */
  draws(name: string, selection: Selection): Promise<Float64Array>;
  draws(name: string, selection?: AllChains): Promise<Float64Array[]>;
  async draws(name: string, selection: Selection | AllChains = {}): Promise<Float64Array | Float64Array[]> {
    const column = this.#recording.draws.columns.findIndex((c) => c.name === name && c.variable !== undefined);
    if (column === -1) {
      const names = this.variables.map((variable) => `\`${variable.name}\``).join(', ');
      throw typeError(`The run ${this.directory} has no draws of ${describe(name)}: it has ${names}`);
    }
    return this.#read('draws', this.#recording.draws, column, selection);
  }

  /**
   * Returns the inverse temperature β of every draw at one temperature: constant unless the ladder adapts.
   *
   * @throws RangeError for a chain, temperature or range that is not recorded
   */
  betas(selection: Selection): Promise<Float64Array>;
  betas(selection?: AllChains): Promise<Float64Array[]>;
  async betas(selection: Selection | AllChains = {}): Promise<Float64Array | Float64Array[]> {
    const { draws } = this.#recording;
    const column = draws.columns.findIndex(({ kind }) => kind === 'beta');
    if (column !== -1) return this.#read('betas', draws, column, selection);
    const { count, temperature, chain } = resolveSelection(selection, this.#rowsOf('betas', draws));
    const constant = this.configuration.tempering?.betas[temperature] ?? 1;
    const betas = (): Float64Array => new Float64Array(count).fill(constant);
    return chain === undefined ? Array.from({ length: this.chains }, betas) : betas();
  }

  /**
   * Returns swaps at one temperature, sweep by sweep.
   *
   * @param name `index` (the level whose state ended at this temperature) or `ratio` (acceptance ratio of the swap with the next
   * hotter temperature; NaN at the hottest)
   * @throws TypeError if the run has no swaps
   */
  swaps(name: 'index' | 'ratio', selection: Selection): Promise<Float64Array>;
  swaps(name: 'index' | 'ratio', selection?: AllChains): Promise<Float64Array[]>;
  async swaps(name: 'index' | 'ratio', selection: Selection | AllChains = {}): Promise<Float64Array | Float64Array[]> {
    const table = this.#swaps();
    const column = table.columns.findIndex((c) => c.name === name && c.kind === 'swap');
    if (column === -1) throw typeError(expected('name', "'index' or 'ratio'", name));
    return this.#read('swaps', table, column, selection);
  }

  /** @internal Returns the run as of this commit, which stays the same when more is added. */
  snapshot(): RecordedRun {
    const copy = new RecordedRun(this.fs, this.directory, this.#manifest);
    copy.showCommit(this.#commit);
    return copy;
  }

  #rowsOf(owner: SelectableRows['owner'], table: RecordedTable): SelectableRows {
    const length = this.#commit?.tables[table.name]?.rows ?? 0;
    const { chains, temperatures } = this;
    return { owner, length, iterationOf: (row) => table.iterationOf(row), chains, temperatures };
  }

  async #read(
    owner: SelectableRows['owner'],
    table: RecordedTable,
    column: number,
    selection: Selection | AllChains,
  ): Promise<Float64Array | Float64Array[]> {
    const resolved = resolveSelection(selection, this.#rowsOf(owner, table));
    const commit = this.#commit;
    if (commit === undefined || resolved.count === 0) return readChains(undefined, column, this.chains, resolved);
    return this.#readers.read(table, commit, (reader) => readChains(reader, column, this.chains, resolved));
  }

  #swaps(): RecordedTable {
    const { swaps } = this.#recording;
    if (swaps !== undefined) return swaps;
    throw typeError(
      `The run ${this.directory} has no swaps: it has one temperature, or its \`stats\` were set without 'swaps'`,
    );
  }
}

const recordingOf = (manifest: Manifest, commit: Commit | undefined): Recording =>
  new Recording(
    { ...manifest, options: manifest.recording, blobs: commit?.blobs ?? [] },
    commit?.iterations ?? manifest.start,
  );

async function readChains(
  reader: TableReader | undefined,
  column: number,
  chains: number,
  selection: ResolvedSelection,
): Promise<Float64Array | Float64Array[]> {
  const readChain = (chain: number): Promise<Float64Array> => readSeries(reader, column, chains, chain, selection);
  if (selection.chain !== undefined) return readChain(selection.chain);
  const all: Float64Array[] = [];
  for (let chain = 0; chain < chains; chain++) all.push(await readChain(chain));
  return all;
}

async function readSeries(
  reader: TableReader | undefined,
  column: number,
  chains: number,
  chain: number,
  { temperature, from, to, thin, count }: ResolvedSelection,
): Promise<Float64Array> {
  if (reader === undefined) return new Float64Array(0);
  const all = await reader.read(column, temperature * chains + chain, from, to);
  return thin === 1 ? all : Float64Array.from({ length: count }, (_, i) => all[i * thin] as number);
}

function summaryOf(run: RecordedRun & { readonly warnings?: readonly string[] }): object {
  const { directory, configuration, chains, iterations, length, seed, warnings = [] } = run;
  const { parameters, tempering } = configuration;
  return {
    directory,
    parameters,
    chains,
    levels: tempering?.betas.length ?? 1,
    iterations,
    draws: length,
    seed,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}
