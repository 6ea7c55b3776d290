import type { SamplerWarning } from '@epsie/core';
import { expectBoolean, expected, expectOptions, rangeError, typeError } from '@epsie/core/checks';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/node-file-system.ts';
import type { ProcessIdentity } from '../files/process-identity.ts';
import { CheckpointStore, type StoredCheckpoint } from './checkpoints/checkpoint-store.ts';
import { checkConfiguration, checkRecording, expectSampler } from './checks/compatibility.ts';
import { checkModel } from './checks/model-check.ts';
import { MANIFEST } from './layout.ts';
import { createManifest, type Manifest, readManifest } from './manifest.ts';
import { RecordedRun } from './recorded-run.ts';
import { type RecordingOptions, resolveRecording } from './recording/recording-options.ts';
import type { RunSampler } from './recording/run-sampler.ts';
import { createRunDirectory } from './run-directory.ts';
import { isPassing } from './writing/merge-warnings.ts';
import type { UncommittedRows } from './writing/open-run.ts';
import { Questions } from './writing/questions.ts';
import { RunWriter } from './writing/run-writer.ts';
import {
  type Plan,
  type RunProgress,
  resolvePlan,
  type SampleOptions,
  type SampleResult,
} from './writing/sample-options.ts';
import { sampleInto } from './writing/sampling.ts';

/** File system, identity of the writer and memory for draws: only tests set other than the defaults. */
type RunEnvironment = {
  readonly fs: FileSystem;
  readonly identity?: ProcessIdentity | undefined;
  readonly memory?: number | undefined;
};

/** Options of {@link Run.resume}. */
export type ResumeOptions = {
  /**
   * Whether the model is evaluated again at three of the stored positions, and the run refused if the numbers differ. Default true; set
   * false for an intended change of the model.
   */
  readonly checkModel?: boolean;
};

/**
 * A run on disk: a directory with a manifest, the draws, and checkpoints. Whatever ends the program or the machine, the run is intact up
 * to the last commit, and resumes from there bit-identically.
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
export class Run extends RecordedRun {
  readonly #environment: RunEnvironment;
  #damage: readonly string[] = [];
  readonly #warned = new Set<string>();
  #uncommitted: UncommittedRows | undefined;

  private constructor(environment: RunEnvironment, directory: string, manifest: Manifest) {
    super(environment.fs, directory, manifest);
    this.#environment = environment;
  }

  /**
   * Creates the run of a sampler in a new directory, whose parent must exist. Does not sample.
   *
   * @throws Error if the path exists already, EpsieError `FILE_FAILED` if the directory cannot be created
   */
  static async create(directory: string, sampler: RunSampler, options: Partial<RecordingOptions> = {}): Promise<Run> {
    return Run.#create({ fs: nodeFileSystem }, directory, sampler, options);
  }

  /**
   * Opens a run, to read or to continue it. While another process writes to it, the run is shown as of the last commit.
   *
   * @throws EpsieError `FILE_FAILED` if the directory has no run, `FILE_DAMAGED`, or `STATE_MISMATCH` if a newer version wrote it
   */
  static async open(directory: string): Promise<Run> {
    return Run.#open({ fs: nodeFileSystem }, directory);
  }

  /**
   * Opens the run in a directory, or creates it if the directory has no run yet: for programs that may be restarted.
   *
   * @throws EpsieError `STATE_MISMATCH` if an option differs from that of the existing run
   */
  static async openOrCreate(
    directory: string,
    sampler: RunSampler,
    options: Partial<RecordingOptions> = {},
  ): Promise<Run> {
    expectSampler(sampler);
    resolveRunOptions(options);
    if (await isRun(directory)) return Run.#openAs(directory, options);
    return Run.create(directory, sampler, options).catch(async (error: unknown) => {
      // Another process created it in the meantime.
      if (await isRun(directory)) return Run.#openAs(directory, options);
      throw error;
    });
  }

  static async #openAs(directory: string, options: Partial<RecordingOptions>): Promise<Run> {
    const run = await Run.open(directory);
    checkRecording(directory, run.recording, options);
    return run;
  }

  /** @internal Creates and opens runs in another environment. */
  static readonly on = (fs: FileSystem, identity?: ProcessIdentity, memory?: number) => ({
    create: (directory: string, sampler: RunSampler, options: Partial<RecordingOptions> = {}): Promise<Run> =>
      Run.#create({ fs, identity, memory }, directory, sampler, options),
    open: (directory: string): Promise<Run> => Run.#open({ fs, identity, memory }, directory),
  });

  static async #create(
    environment: RunEnvironment,
    directory: string,
    sampler: RunSampler,
    options: Partial<RecordingOptions>,
  ): Promise<Run> {
    expectDirectory(directory);
    expectSampler(sampler);
    const recording = resolveRunOptions(options);
    const { seed, chains, configuration, iterations: start } = sampler;
    const manifest = createManifest({ seed, chains, configuration, recording, start });
    await createRunDirectory(environment.fs, directory, manifest);
    return new Run(environment, directory, manifest);
  }

  static async #open(environment: RunEnvironment, directory: string): Promise<Run> {
    expectDirectory(directory);
    const run = new Run(environment, directory, await readManifest(environment.fs, directory));
    await run.refresh();
    return run;
  }

  /**
   * Warnings of the sampler since the run began, such as of a parameter that never moved, or of proposals that still adapt, and file
   * damage that was recovered from, such as a damaged checkpoint with an intact one before it. Sentences for people; empty if all is well.
   */
  get warnings(): readonly string[] {
    return [...this.#damage, ...(this.commit?.warnings ?? []).map(({ message }) => message)];
  }

  /** Reads the last commit again, to follow a run that another process writes. */
  async refresh(): Promise<void> {
    await this.#readNewest();
  }

  /**
   * Restores the state of the last commit in a sampler, after checking that sampler and model are those of the run. A sampler without a
   * given seed gets that of the run.
   *
   * @returns whether there was a state to restore: a new run has none, and the sampler stays as it is
   * @throws EpsieError `STATE_MISMATCH` that lists how the sampler or the numbers of its model differ from those of the run,
   * `MODEL_FAILED`, `FILE_DAMAGED`; the sampler stays as it is then
   */
  async resume(sampler: RunSampler, options: ResumeOptions = {}): Promise<boolean> {
    expectSampler(sampler);
    expectOptions('resume', options, ['checkModel']);
    const modelChecked = expectBoolean('checkModel', options.checkModel ?? true);
    const checkpoint = await this.#readNewest();
    checkConfiguration(this.directory, this.manifest, sampler, checkpoint?.state.seed);
    if (checkpoint === undefined) return false;
    if (modelChecked) await checkModel(this.directory, checkpoint.state, sampler);
    (sampler as { setState(state: unknown): void }).setState(checkpoint.state);
    return true;
  }

  async #readNewest(): Promise<StoredCheckpoint | undefined> {
    const { checkpoint, warnings } = await new CheckpointStore(this.fs, this.directory, this.manifest.id).newest();
    this.#warnOfDamage(warnings);
    // The first writer may have completed the manifest.
    const manifest = checkpoint === undefined ? this.manifest : await readManifest(this.fs, this.directory);
    this.showCommit(checkpoint?.commit, manifest);
    return checkpoint;
  }

  /**
   * Advances the sampler until the run has `iterations`, or until a criterion is met, and records its draws. The sampler's history is cleared
   * whenever its draws have been written, so that memory use stays constant. After an error the run has everything before the failed segment,
   * and `sample` can be called again.
   *
   * @throws EpsieError `RUN_LOCKED` if another process writes to the run, `FILE_FAILED` if the disk is full, `MODEL_FAILED`, …
   *
   * @example
   * ```ts
   * import { MetropolisHastingsSampler } from '@epsie/core';
   * import { type RecordedRun, Run } from '@epsie/io';
   *
   * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
   * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 4, seed: 1 });
   * const run = await Run.create('until.run', sampler);
   * await sampler.start({ x: [-1, 0, 1, 2] });
   * const hasMixed = async (recorded: RecordedRun) => {
   *   const chains = await recorded.draws('x');
   *   return chains.every((x) => x.filter((value, i) => i > 0 && value * x[i - 1]! < 0).length >= 100);
   * };
   * await run.sample(sampler, { until: hasMixed, atMost: 100_000 });
   * ```
   */
  async sample(sampler: RunSampler, options: SampleOptions): Promise<SampleResult> {
    expectSampler(sampler);
    const plan = resolvePlan(options, this.#environment.memory);
    checkConfiguration(this.directory, this.manifest, sampler, this.commit && this.seed);
    const questions = this.#questionsOf(plan);
    return (await this.#resultSoFar(plan, questions)) ?? this.#sample(sampler, plan, questions);
  }

  #questionsOf({ until, iterations: atMost }: Plan): Questions | undefined {
    if (until === undefined) return undefined;
    if (atMost < this.iterations) {
      const what = `${this.iterations} or more, the iterations that the run has`;
      throw rangeError(expected('atMost', what, atMost));
    }
    const ask = (): boolean | Promise<boolean> => until(this);
    const onCost = (cost: string): void => this.#warnOnce('until', `${this.directory}: ${cost}`);
    return new Questions({ start: () => this.manifest.start, atMost, ask, onCost });
  }

  /** Returns the result if the run is complete already; `undefined` otherwise. */
  async #resultSoFar(plan: Plan, questions: Questions | undefined): Promise<SampleResult | undefined> {
    const { commit, iterations } = this;
    if (commit === undefined) return undefined;
    if (questions?.isDue(iterations)) await questions.ask(iterations);
    if (iterations < plan.iterations && !questions?.met) return undefined;
    return { completed: true, iterations, ...(questions === undefined ? {} : { met: questions.met }) };
  }

  async #sample(sampler: RunSampler, plan: Plan, questions: Questions | undefined): Promise<SampleResult> {
    const writer = await RunWriter.open(this.fs, this.directory, this.manifest, sampler, {
      identity: this.#environment.identity,
      uncommitted: this.#uncommitted,
    });
    try {
      this.#follow(writer);
      const onProgress = (progress: RunProgress): void => {
        this.#follow(writer);
        plan.onProgress?.(progress);
      };
      return await sampleInto(writer, sampler, { ...plan, onProgress }, questions);
    } finally {
      this.#follow(writer);
      this.#uncommitted = writer.uncommitted;
      // What a longer run would end is reported if the run ends before.
      this.#warnOfSampler((this.commit?.warnings ?? []).filter(isPassing));
      await writer.close().finally(() => plan.onProgress?.end?.());
    }
  }

  #follow({ commit, manifest }: RunWriter): void {
    if (commit === this.commit) return;
    this.showCommit(commit, manifest);
    this.#warnOfSampler((commit.warnings ?? []).filter((warning) => !isPassing(warning)));
  }

  #warnOfSampler(warnings: readonly SamplerWarning[]): void {
    for (const { code, parameters, message } of warnings)
      this.#warnOnce(`${code} ${parameters.join()}`, `${this.directory}: ${message}`);
  }

  #warnOfDamage(warnings: readonly string[]): void {
    for (const warning of warnings) this.#warnOnce(warning, warning);
    this.#damage = warnings;
  }

  // The numbers in a warning change while a run continues: each topic is reported once.
  #warnOnce(topic: string, message: string): void {
    if (this.#warned.has(topic)) return;
    this.#warned.add(topic);
    process.emitWarning(message, 'EpsieWarning');
  }
}

function resolveRunOptions(options: Partial<RecordingOptions>): RecordingOptions {
  expectOptions('Run.create', options, ['levels', 'thin', 'stats', 'maxDraws']);
  return resolveRecording(options);
}

function expectDirectory(directory: unknown): void {
  if (typeof directory === 'string' && directory !== '' && !directory.includes('\0')) return;
  throw typeError(expected('directory', 'the path of a directory', directory));
}

async function isRun(directory: string): Promise<boolean> {
  const names: readonly string[] = await nodeFileSystem.list(directory).catch(() => []);
  return names.includes(MANIFEST);
}
