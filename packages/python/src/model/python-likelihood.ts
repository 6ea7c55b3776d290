import type {
  BatchFunction,
  BatchModel,
  BatchResults,
  Evaluation,
  Likelihood,
  LikelihoodResult,
  ModelObject,
  Points,
  Position,
} from '@epsie/core';
import type { Setup } from '../protocol/frames.ts';
import type { Launch } from '../session/launch.ts';
import { type Columns, Session } from '../session/session.ts';

/** The likelihood of a Python that this thread has started. If Python ended, the next call starts another one. */
export class PythonLikelihood {
  readonly #setup: Setup;
  readonly #launch: Launch;
  #session: Session;

  /** Starts Python. */
  constructor(setup: Setup, launch: Launch) {
    this.#setup = setup;
    this.#launch = launch;
    this.#session = new Session(setup, launch);
  }

  /** Returns the log likelihood of a declared prior. */
  logLikelihood(): Likelihood<string> {
    return (position): LikelihoodResult => {
      const { values, blobNames } = this.#evaluate(position);
      const logLikelihood = values[0] as number;
      return blobNames.length === 0 ? logLikelihood : { logLikelihood, blob: blobOf(values, blobNames, 1) };
    };
  }

  /** Returns the model whose prior is in Python. */
  model(): ModelObject<string> {
    const evaluate = (position: Position<string>): Evaluation => {
      const { values, blobNames } = this.#evaluate(position);
      const [logLikelihood = Number.NaN, logPrior = Number.NaN] = values;
      if (blobNames.length === 0) return { logLikelihood, logPrior };
      return { logLikelihood, logPrior, blob: blobOf(values, blobNames, 2) };
    };
    return { evaluate };
  }

  /** Returns the log likelihood of many points, of a declared prior. */
  logLikelihoodBatch(): BatchFunction<string> {
    return (points, out) => this.#evaluateAll(points, out, ['logLikelihood']);
  }

  /** Returns the model of many points whose prior is in Python. */
  batchModel(): BatchModel<string> {
    return { evaluateBatch: (points, out) => this.#evaluateAll(points, out, ['logLikelihood', 'logPrior']) };
  }

  #evaluateAll(points: Points<string>, out: BatchResults, own: readonly ('logLikelihood' | 'logPrior')[]): void {
    const session = this.#open();
    const { parameters } = this.#setup;
    const count = out.logLikelihood.length;
    const request = session.reserve(count);
    for (const [i, name] of parameters.entries()) request.set(points[name] as Float64Array, i * count);
    const { values, blobNames } = session.evaluate();
    const column = (index: number): Float64Array => values.subarray(index * count, (index + 1) * count);
    for (const [i, name] of own.entries()) out[name].set(column(i));
    if (blobNames.length === 0) return;
    // Copied: the next answer overwrites the values.
    out.blob = Object.fromEntries(blobNames.map((name, i) => [name, column(own.length + i).slice()]));
  }

  #evaluate(position: Position<string>): Columns {
    const session = this.#open();
    const values = session.reserve(1);
    const { parameters } = this.#setup;
    for (let i = 0; i < parameters.length; i++) values[i] = position[parameters[i] as string] as number;
    return session.evaluate();
  }

  #open(): Session {
    if (!this.#session.isOpen) this.#session = new Session(this.#setup, this.#launch);
    return this.#session;
  }
}

function blobOf(values: Float64Array, names: readonly string[], from: number): { readonly [name: string]: number } {
  const blob: { [name: string]: number } = {};
  for (const [i, name] of names.entries()) blob[name] = values[from + i] as number;
  return blob;
}
