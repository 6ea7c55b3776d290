import type { Configuration } from '@epsie/core';
import { describe, expected, expectInteger, expectOptions } from '@epsie/core/checks';
import { createDirectory, PathTaken } from '../files/atomic-write.ts';
import { onFile } from '../files/errors.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/node-file-system.ts';
import type { TablePosition } from '../samples/table-position.ts';
import { TableReader } from '../samples/table-reader.ts';
import { checkConfiguration, expectSampler } from './belonging.ts';
import { CheckpointStore } from './checkpoint-store.ts';
import type { Commit } from './commit.ts';
import type { DrawSource, Selection, Variable } from './draw-source.ts';
import type { RunSampler } from './history.ts';
import { layout } from './layout.ts';
import { createManifest, type Manifest, readManifest, writeManifest } from './manifest.ts';
import { Recording, type RecordedTable } from './recording.ts';
import { resolveRecording, type RecordingOptions } from './recording-options.ts';
import { resolvePlan, type SampleOptions, type SampleResult, sampleInto } from './sampling.ts';
import { resolveSelection } from './selection.ts';
import { RunWriter } from './writer.ts';

/** Options of {@link Run.create}. */
export type RunOptions = Partial<RecordingOptions>;

/**
 * A run on disk: a directory with a manifest, the draws, and checkpoints. It survives whatever ends the program or the machine,
 * up to the last commit, and goes on from there to the same bits.
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { Run } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const run = await Run.openOrCreate('gaussian.run', sampler);
 * if (!(await run.resume(sampler))) await sampler.start({ x: [0, 1] });
 * await run.sample(sampler, { iterations: 10_000 });
 * console.log(await run.draws('x', { chain: 0, from: -3 })); // the last three draws of chain 0
 * ```
 */
export class Run implements DrawSource {
  /** Where it is. */
  readonly directory: string;
  readonly #fs: FileSystem;
  #manifest: Manifest;
  #commit: Commit | undefined;
  #recording: Recording;
  #warnings: readonly string[] = [];
  readonly #readers = new Map<string, Promise<TableReader>>();

  private constructor(fs: FileSystem, directory: string, manifest: Manifest) {
    this.#fs = fs;
    this.directory = directory;
    this.#manifest = manifest;
    this.#recording = recordingOf(manifest, []);
  }

  /**
   * Makes a run of a sampler in a new directory, whose parent exists. Nothing is sampled yet.
   *
   * @throws Error if there is something of that name already, EpsieError `FILE_FAILED` if the directory cannot be made
   */
  static async create(directory: string, sampler: RunSampler, options: RunOptions = {}): Promise<Run> {
    return Run.#create(nodeFileSystem, directory, sampler, options);
  }

  /**
   * Opens a run, to read it or to go on with it. Others may be writing to it: what they had committed by now is what is seen.
   *
   * @throws EpsieError `FILE_FAILED` if there is none, `FILE_DAMAGED`, or `STATE_MISMATCH` if it is of a newer version
   */
  static async open(directory: string): Promise<Run> {
    return Run.#open(nodeFileSystem, directory);
  }

  /** Opens a run if there is one in the directory, else makes it: what a program does that may be started again. */
  static async openOrCreate(directory: string, sampler: RunSampler, options: RunOptions = {}): Promise<Run> {
    expectSampler(sampler);
    resolveRunOptions(options);
    const names = await nodeFileSystem.list(directory).catch(() => []);
    return names.includes('manifest.json') ? Run.open(directory) : Run.create(directory, sampler, options);
  }

  /** @internal The same on another file system. */
  static readonly on = (fs: FileSystem) => ({
    create: (directory: string, sampler: RunSampler, options: RunOptions = {}): Promise<Run> =>
      Run.#create(fs, directory, sampler, options),
    open: (directory: string): Promise<Run> => Run.#open(fs, directory),
  });

  static async #create(fs: FileSystem, directory: string, sampler: RunSampler, options: RunOptions): Promise<Run> {
    expectDirectory(directory);
    expectSampler(sampler);
    const recording = resolveRunOptions(options);
    const { seed, chains, configuration, iterations: start } = sampler;
    const manifest = createManifest({ seed, chains, configuration, recording, start });
    try {
      await createDirectory(fs, directory, (temporary) => fill(fs, temporary, manifest));
    } catch (error) {
      throw error instanceof PathTaken ? taken(directory, error) : error;
    }
    return new Run(fs, directory, manifest);
  }

  static async #open(fs: FileSystem, directory: string): Promise<Run> {
    expectDirectory(directory);
    const run = new Run(fs, directory, await readManifest(fs, directory));
    await run.refresh();
    return run;
  }

  /** What the sampler was set to. */
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

  /** When the run was made, in ISO 8601. */
  get created(): string {
    return this.#manifest.created;
  }

  /** What is recorded. */
  get recording(): RecordingOptions {
    return this.#manifest.recording;
  }

  /** Number of temperatures that are recorded: all of them, or the coldest alone. */
  get temperatures(): number {
    return this.#recording.temperatures;
  }

  /** Iterations that are durable, counted from the start of the sampler. */
  get iterations(): number {
    return this.#commit?.iterations ?? this.#manifest.start;
  }

  /** Draws of each chain at each temperature. */
  get length(): number {
    return this.#commit?.tables.draws.rows ?? 0;
  }

  /** Sweeps of swaps that were recorded; 0 without tempering. */
  get sweeps(): number {
    return this.#commit?.tables.swaps?.rows ?? 0;
  }

  /** Quantities that were recorded for every draw, parameters first. */
  get variables(): readonly Variable[] {
    return this.#recording.variables;
  }

  /** Seconds that sampling took so far. */
  get samplingTime(): number {
    return this.#commit?.samplingTime ?? 0;
  }

  /** What was found to be wrong and could be got around, such as a damaged checkpoint before which there is a whole one. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Iteration of a draw. */
  iterationOfDraw(draw: number): number {
    return this.#recording.draws.iterationOf(draw);
  }

  /** Iteration of a sweep. */
  iterationOfSweep(sweep: number): number {
    return this.#swaps().iterationOf(sweep);
  }

  /** Looks again at what is committed, where another process writes. */
  async refresh(): Promise<void> {
    const { checkpoint, warnings } = await new CheckpointStore(this.#fs, this.directory).newest();
    this.#warn(warnings);
    // The first writer may have completed the manifest.
    if (checkpoint !== undefined) this.#manifest = await readManifest(this.#fs, this.directory);
    this.#see(checkpoint?.commit);
  }

  /**
   * Puts a sampler where the run ends.
   *
   * @returns whether the run has such a place: if not, it is new, and the sampler is left alone
   * @throws EpsieError `STATE_MISMATCH` that lists how the sampler differs from that of the run, `FILE_DAMAGED`
   */
  async resume(sampler: RunSampler): Promise<boolean> {
    expectSampler(sampler);
    checkConfiguration(this.directory, this.#manifest, sampler);
    const { checkpoint, warnings } = await new CheckpointStore(this.#fs, this.directory).newest();
    this.#warn(warnings);
    if (checkpoint === undefined) return false;
    (sampler as { setState(state: unknown): void }).setState(checkpoint.state);
    this.#see(checkpoint.commit);
    return true;
  }

  /**
   * Advances the sampler until the run has `iterations`, and keeps what it does. The sampler's history is cleared at every commit, so
   * that memory stays flat. After an error everything before the failed segment is kept, and `sample` can be called again.
   *
   * @throws EpsieError `RUN_LOCKED` if another process writes to the run, `FILE_FAILED` if the disk is full, `MODEL_FAILED`, …
   */
  async sample(sampler: RunSampler, options: SampleOptions): Promise<SampleResult> {
    expectSampler(sampler);
    const plan = resolvePlan(options);
    checkConfiguration(this.directory, this.#manifest, sampler);
    if (this.iterations >= plan.iterations && this.#commit !== undefined)
      return { completed: true, iterations: this.iterations };
    const writer = await RunWriter.open(this.#fs, this.directory, this.#manifest, sampler);
    try {
      this.#manifest = writer.manifest;
      const watched = { ...plan, onProgress: (progress: never) => this.#follow(writer, progress, plan.onProgress) };
      return await sampleInto(writer, sampler, watched);
    } finally {
      this.#see(writer.commit);
      await writer.close();
    }
  }

  /**
   * Draws of a variable of one chain, without reading more of the run than they need.
   *
   * @param name a parameter, `logLikelihood`, `logPrior`, `acceptanceRatio`, `accepted` (0 or 1) or a blob, as in {@link Run.variables}
   * @throws TypeError or RangeError for a name, chain or temperature that is not recorded; EpsieError `FILE_DAMAGED`
   */
  async draws(name: string, selection: Selection): Promise<Float64Array> {
    const column = this.#recording.draws.columns.findIndex((c) => c.name === name && c.kind !== 'place');
    if (column === -1) {
      const names = this.variables.map((variable) => `\`${variable.name}\``).join(', ');
      throw new TypeError(`The run ${this.directory} has no draws of ${describe(name)}: it has ${names}`);
    }
    return this.#read(this.#recording.draws, column, selection);
  }

  /**
   * Inverse temperature β of every draw of one chain at one temperature: constant unless the ladder adapts.
   *
   * @throws RangeError for a chain or temperature that is not recorded
   */
  async betas(selection: Selection): Promise<Float64Array> {
    const { draws } = this.#recording;
    const column = draws.columns.findIndex(({ kind }) => kind === 'beta');
    if (column !== -1) return this.#read(draws, column, selection);
    const { rows, temperature } = resolveSelection(selection, this.length, this);
    return new Float64Array(rows.length).fill(this.configuration.tempering?.betas[temperature] ?? 1);
  }

  /**
   * Swaps of one chain at one temperature, sweep by sweep.
   *
   * @param name `index` (the level whose state ended at this temperature) or `ratio` (acceptance ratio of the swap with the next
   * hotter temperature; NaN at the hottest)
   * @throws TypeError if the run has none
   */
  async swaps(name: 'index' | 'ratio', selection: Selection): Promise<Float64Array> {
    const table = this.#swaps();
    const column = table.columns.findIndex((c) => c.name === name && c.kind !== 'place');
    if (column === -1) throw new TypeError(expected('name', "'index' or 'ratio'", name));
    return this.#read(table, column, selection);
  }

  async #read(table: RecordedTable, column: number, selection: Selection): Promise<Float64Array> {
    const length = this.#commit?.tables[table.name]?.rows ?? 0;
    const { from, to, thin, rows, chain, temperature } = resolveSelection(selection, length, this);
    if (rows.length === 0) return new Float64Array(0);
    const reader = await this.#reader(table);
    const all = await reader.read(column, temperature * this.chains + chain, from, to);
    return thin === 1 ? all : Float64Array.from({ length: rows.length }, (_, i) => all[i * thin] as number);
  }

  #reader(table: RecordedTable): Promise<TableReader> {
    const known = this.#readers.get(table.name);
    if (known !== undefined) return known;
    const path = layout.table(this.directory, table.name);
    const position = this.#commit?.tables[table.name] as TablePosition;
    const reader = TableReader.open(this.#fs, path, table.format, position, table.series);
    this.#readers.set(table.name, reader);
    reader.catch(() => this.#readers.delete(table.name));
    return reader;
  }

  #swaps(): RecordedTable {
    const { swaps } = this.#recording;
    if (swaps !== undefined) return swaps;
    throw new TypeError(`The run ${this.directory} has no swaps: it is not tempered, or they were left out of \`stats\``);
  }

  #follow(writer: RunWriter, progress: never, onProgress: SampleOptions['onProgress']): void {
    if (writer.commit !== this.#commit) this.#see(writer.commit);
    onProgress?.(progress);
  }

  #see(commit: Commit | undefined): void {
    this.#commit = commit;
    this.#recording = recordingOf(this.#manifest, commit?.blobs ?? []);
    this.#readers.clear();
  }

  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) if (!this.#warnings.includes(warning)) process.emitWarning(warning, 'EpsieWarning');
    this.#warnings = warnings;
  }
}

const recordingOf = (manifest: Manifest, blobs: readonly string[]): Recording =>
  new Recording({ ...manifest, options: manifest.recording, blobs });

function resolveRunOptions(options: RunOptions): RecordingOptions {
  expectOptions('Run.create', options, ['levels', 'thin', 'stats']);
  return resolveRecording(options);
}

function expectDirectory(directory: unknown): void {
  if (typeof directory !== 'string' || directory === '')
    throw new TypeError(expected('directory', 'the path of a directory', directory));
}

async function fill(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  for (const path of [layout.samples(directory), layout.checkpoints(directory)])
    await onFile(path, 'make', () => fs.makeDirectory(path));
  await writeManifest(fs, directory, manifest);
}

const taken = (directory: string, cause: unknown): Error =>
  new Error(`${directory} is there already: open it by \`Run.open\`, or take another directory`, { cause });
