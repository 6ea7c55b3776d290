import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { Run } from '#src/run/run.js';
import type { CrashFileSystem, Trouble } from '../../helpers/crash/crash-file-system.js';
import { firstDifferentDraw } from '../../helpers/same-draws.ts';
import {
  DIRECTORY,
  faultOfComplete,
  ITERATIONS,
  sampleSmall,
  startSmall,
  uninterrupted,
} from '../../helpers/small-run.ts';
import { emptyRun, temporaries } from '../../helpers/trials.js';

/** A program that tries again after every error, with the run and the sampler that it has. */
class Persistent {
  readonly errors: unknown[] = [];
  readonly #t: ExecutionContext;
  readonly #fs: CrashFileSystem;
  readonly #sampler: RunSampler;
  /** Called after each error. */
  readonly #onError: () => void;
  #acknowledged = 0;
  #run: Run | undefined;

  constructor(t: ExecutionContext, fs: CrashFileSystem, sampler: RunSampler, onError: () => void = () => undefined) {
    this.#t = t;
    this.#fs = fs;
    this.#sampler = sampler;
    this.#onError = onError;
  }

  async work(): Promise<void> {
    this.#run = await this.#insist(() => this.#openOrCreate());
    const run = this.#run;
    const onProgress = ({ committed }: { committed: number }): void => {
      this.#acknowledged = committed;
    };
    const result = await this.#insist(() => sampleSmall(run, this.#sampler, { onProgress }));
    this.#t.deepEqual(result, { completed: true, iterations: ITERATIONS });
  }

  /** Even an error at the very end must not prevent others, or itself, from continuing. */
  async goOn(): Promise<void> {
    await this.#run?.sample(this.#sampler, { iterations: ITERATIONS + 1 });
  }

  async #openOrCreate(): Promise<Run> {
    const there = (await this.#fs.list('/run')).includes('a.run');
    return there ? Run.on(this.#fs).open(DIRECTORY) : Run.on(this.#fs).create(DIRECTORY, this.#sampler);
  }

  async #insist<T>(work: () => Promise<T>): Promise<T> {
    while (this.errors.length < 3) {
      try {
        return await work();
      } catch (error) {
        this.errors.push(error);
        await this.#lookAround(error);
        this.#onError();
      }
    }
    throw this.errors[0];
  }

  /** Checks that the error names the cause, and that what was acknowledged is there. */
  async #lookAround(error: unknown): Promise<void> {
    if (!isEpsieError(error, 'FILE_FAILED')) throw error;
    this.#t.true(error.path.startsWith(DIRECTORY) && error.message.includes(error.path), error.message);
    if (this.#run === undefined) return;
    const run = await Run.on(this.#fs).open(DIRECTORY);
    this.#t.true(run.iterations >= this.#acknowledged && this.#run.iterations >= this.#acknowledged);
    this.#t.is(await firstDifferentDraw(run, await uninterrupted), undefined);
  }
}

/** Number of operations of creating a run and sampling it. */
async function countOperations(t: ExecutionContext): Promise<number> {
  const fs = await onDiskWith({});
  await new Persistent(t, fs, await startSmall()).work();
  return fs.operations;
}

async function onDiskWith(trouble: Trouble): Promise<CrashFileSystem> {
  return (await emptyRun()).restart(trouble);
}

test('whichever operation fails, the error names the path, and a retry is bit-identical', async (t) => {
  const operations = await countOperations(t);
  t.true(operations > 70);
  let silent = 0;
  for (let failAt = 1; failAt <= operations; failAt++) {
    const fs = await onDiskWith({ failAt });
    const program = new Persistent(t, fs, await startSmall());
    await t.notThrowsAsync(program.work(), `operation ${failAt}`);
    if (program.errors.length === 0) silent++;
    for (const error of program.errors) t.regex((error as Error).message, /input\/output error.*\(EIO\)/);
    t.is(await faultOfComplete(fs), undefined, `operation ${failAt}`);
    await t.notThrowsAsync(program.goOn(), `operation ${failAt}`);
    t.false(await temporaries(fs), `operation ${failAt}`);
  }
  // Those that remove what is of no use any more.
  t.true(silent < operations / 4, `${silent} of ${operations} errors were passed over`);
});

test('whenever the disk is full, the error reports it, and with more room the run is bit-identical', async (t) => {
  for (let capacity = 0, errors = 1; errors > 0; capacity += 512) {
    const trouble: { capacity?: number } = { capacity };
    const full = await onDiskWith(trouble);
    const program = new Persistent(t, full, await startSmall(), () => {
      trouble.capacity = capacity + 2 ** 20;
    });
    await t.notThrowsAsync(program.work(), `${capacity} bytes`);
    errors = program.errors.length;
    for (const error of program.errors)
      t.regex((error as Error).message, /no space left on device: free disk space and start again \(ENOSPC\)/);
    t.is(await faultOfComplete(full), undefined, `${capacity} bytes`);
    t.true(capacity < 2 ** 20);
  }
});
