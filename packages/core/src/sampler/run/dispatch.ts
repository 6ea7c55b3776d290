import { describe } from '../../data/describe.ts';
import { createError, isEpsieError } from '../../errors/epsie-error.ts';
import { type ErrorData, errorFromData, summarise } from '../../errors/error-data.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { Model, ModelObject } from '../../model/model.ts';
import { type PortableModel, resolveModel } from '../../model/portable.ts';
import { type AbortSignalLike, createAbortController } from '../../platform/host.ts';
import type { Pool } from '../../pool/pool.ts';
import type { Task } from '../../pool/task.ts';
import type { ModelSource } from './model-source.ts';

/** Result of a task, or the failure of its model. */
type Fallible = { readonly chain: number; readonly failure?: ErrorData };

/** Returns whether a pool runs its tasks in this process. */
export const isLocalPool = (pool: Pool): boolean => pool.local === true;

/** Returns the model in the form that a pool can pass on: the object in this process, a reference elsewhere. */
export async function modelSource(model: Model<string>, pool: Pool): Promise<ModelSource> {
  if (isLocalPool(pool)) return { object: await makeModel(model) };
  return { reference: (model as PortableModel<string>).reference };
}

// A failing factory is reported as it would be in another process.
async function makeModel(model: Model<string>): Promise<ModelObject<string>> {
  try {
    return await resolveModel(model);
  } catch (cause) {
    const place = { chain: 0, temperature: 0, iteration: 0, position: {} };
    throw createError('MODEL_FAILED', `The factory of the model threw: ${summarise(cause)}`, place, cause);
  }
}

/**
 * Maps a task over items, one per chain or group of chains. The first failure of a model stops all tasks at once and is thrown.
 *
 * @param onFinished called with the number of items that are done and the result of the last one
 * @param committed iteration of the last commit, for the message of an aborted run
 */
export async function mapChains<I extends { readonly chain: number }, O extends Fallible>(
  pool: Pool,
  task: Task<I, O>,
  items: readonly I[],
  signal: AbortSignalLike | undefined,
  onFinished?: (count: number, result: O) => void,
  committed = 0,
): Promise<Exclude<O, { readonly failure: ErrorData }>[]> {
  const stop = new Stop(signal, committed);
  let finished = 0;
  const onResult = (_index: number, result: O): void => {
    if (!isResult(result)) return;
    try {
      if (result.failure !== undefined) throw errorFromData(result.failure);
      onFinished?.(++finished, result);
    } catch (error) {
      // Ends the run, however the pool treats errors of `onResult`.
      stop.fail(error);
    }
  };
  try {
    // A local task throws its own errors; without a signal it need not yield to the event loop either.
    const passed = isLocalPool(pool) && signal === undefined ? {} : { signal: stop.signal };
    const results = await pool.map(task, items, { ...passed, onResult });
    // A pool that checks the signal rarely may have missed it.
    stop.check();
    checkResults(results, items, task.export);
    for (const { failure } of results) if (failure !== undefined) throw errorFromData(failure);
    return results as Exclude<O, { readonly failure: ErrorData }>[];
  } catch (error) {
    throw stop.reasonFor(error);
  } finally {
    stop.dispose();
  }
}

/** A signal that fires with the caller's signal, or at the first failure. */
class Stop {
  readonly #controller = createAbortController();
  readonly #outer: AbortSignalLike | undefined;
  readonly #iteration: number;
  readonly #forward = (): void => this.#controller.abort(this.#outer?.reason);
  #failure: unknown;

  /** @param iteration iteration of the last commit, for the message */
  constructor(outer: AbortSignalLike | undefined, iteration: number) {
    this.#outer = outer;
    this.#iteration = iteration;
    if (outer?.aborted) this.#forward();
    outer?.addEventListener('abort', this.#forward);
  }

  get signal(): AbortSignalLike {
    return this.#controller.signal;
  }

  fail(failure: unknown): void {
    this.#failure ??= failure;
    this.#controller.abort(failure);
  }

  /** Returns the error for the caller: the failure, else that their signal fired, else the pool's own error. */
  reasonFor(error: unknown): unknown {
    if (this.#failure !== undefined) return this.#failure;
    if (!this.#outer?.aborted || isEpsieError(error, 'POOL_BROKEN') || isEpsieError(error, 'MODEL_FAILED'))
      return error;
    return this.#aborted();
  }

  /** Throws if there was a reason to stop. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#outer?.aborted) throw this.#aborted();
  }

  #aborted(): Error {
    const message =
      this.#iteration === 0
        ? 'The run was aborted before its first commit: the sampler is still at its start'
        : `The run was aborted: the sampler is at its last commit, iteration ${this.#iteration}`;
    return createError('ABORTED', message, {}, this.#outer?.reason);
  }

  dispose(): void {
    this.#outer?.removeEventListener('abort', this.#forward);
  }
}

// Checks the form of a result, since a pool may have changed it on its way.
function isResult(result: unknown): boolean {
  if (typeof result !== 'object' || result === null) return false;
  const { failure, samples, levels, chains, batched } = result as { readonly [member: string]: unknown };
  if (Array.isArray(chains)) return chains.every(isResult);
  if (typeof batched === 'boolean') return true;
  if (Array.isArray(levels))
    return levels.every((level) => ArrayBuffer.isView((level as { position?: unknown } | null)?.position));
  return failure !== undefined || ArrayBuffer.isView(samples);
}

function checkResults(results: unknown, items: readonly { readonly chain: number }[], task: string): void {
  const count = items.length;
  const expectation = `Expected \`pool.map\` to return ${count} results of task \`${task}\` in the order of the items`;
  if (!Array.isArray(results)) throw typeError(`${expectation}, got ${describe(results)}`);
  if (results.length !== count) throw typeError(`${expectation}, got ${results.length}`);
  const wrong = results.findIndex((result, i) => !isResult(result) || (result as Fallible).chain !== items[i]?.chain);
  if (wrong < 0) return;
  const got = `${describe(results[wrong])} at index ${wrong}`;
  throw typeError(`${expectation}, unchanged (typed arrays stay typed arrays), got ${got}`);
}
