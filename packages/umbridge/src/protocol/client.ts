import { describe, usageError } from '@epsie/core/checks';
import type { Transport } from '../transport/http.ts';
import { readAnswer } from './answer.ts';
import { reasonOf, Unreachable } from './unreachable.ts';

/** A model behind a server. */
export type Target = {
  /** Address of the server. */
  readonly url: string;
  /** Name of the model on the server. */
  readonly name: string;
  /** Configuration, which every request has. */
  readonly config: unknown;
  /** Time limit of a request in seconds. */
  readonly timeLimit: number;
};

type Fields = { readonly [name: string]: unknown };

/** The requests of UM-Bridge 1.0 to one server. All reject with {@link Unreachable} if there is no answer. */
export class Client {
  readonly target: Target;
  readonly #send: Transport;
  readonly #base: URL;
  readonly #tail: string;

  constructor(target: Target, send: Transport) {
    this.target = target;
    this.#send = send;
    this.#base = new URL(target.url.endsWith('/') ? target.url : `${target.url}/`);
    this.#tail = `,"config":${JSON.stringify(target.config)}}`;
  }

  /** Returns versions and models of the server. */
  info(): Promise<Fields> {
    return this.#request('Info', undefined);
  }

  /** Returns the kinds of evaluation that the model supports. */
  modelInfo(): Promise<Fields> {
    return this.#request('ModelInfo', JSON.stringify({ name: this.target.name }));
  }

  /** Returns the lengths of the vectors that the model takes or returns. */
  async sizes(which: 'input' | 'output'): Promise<readonly number[]> {
    const path = which === 'input' ? 'InputSizes' : 'OutputSizes';
    const { name, config } = this.target;
    const { [`${which}Sizes`]: sizes } = await this.#request(path, JSON.stringify({ name, config }));
    if (Array.isArray(sizes) && sizes.every((size) => Number.isInteger(size) && size >= 0)) return sizes as number[];
    throw usageError(
      `Expected ${this.placeOf(path)} to return a list of sizes as ${which}Sizes, got ${describe(sizes)}`,
    );
  }

  /**
   * Evaluates the model at a point.
   *
   * @param input the point, as the JSON of its vectors
   * @returns its output, unchecked
   */
  async evaluate(input: string, signal: AbortSignal): Promise<unknown> {
    const body = `{"name":${JSON.stringify(this.target.name)},"input":${input}${this.#tail}`;
    return (await this.#request('Evaluate', body, signal))['output'];
  }

  /** Returns server and request, for messages. */
  placeOf(path: string): string {
    return `/${path} of ${this.target.url}`;
  }

  async #request(path: string, body: string | undefined, signal?: AbortSignal): Promise<Fields> {
    const { timeLimit } = this.target;
    const request = {
      url: new URL(path, this.#base),
      timeLimit,
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
    const answer = await this.#send(request).catch((cause: unknown) => {
      throw new Unreachable(reasonOf(cause), { cause });
    });
    return readAnswer(this.placeOf(path), answer);
  }
}
