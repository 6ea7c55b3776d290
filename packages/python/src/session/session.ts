import { writeSync } from 'node:fs';
import { usageError } from '@epsie/core/checks';
import { type Answer, AnswerReader, DamagedChannel } from '../protocol/answers.ts';
import { ANSWER, type Death, type Failure, HEADER_SIZE, REQUEST, type Setup, writeHeader } from '../protocol/frames.ts';
import { type Channel, openChannel } from './channel.ts';
import { deathOf, failureOf, named } from './failures.ts';
import { checkHello, readHello } from './hello.ts';
import { type Launch, launch } from './launch.ts';

/** Results of some points, column after column: log likelihood, log prior where Python returns it, then the blob. */
export type Columns = { readonly values: Float64Array; readonly blobNames: readonly string[] };

/** A running Python with a likelihood. All calls are synchronous: they block the thread until Python answers or ends. */
export class Session {
  readonly #channel: Channel;
  readonly #reader: AnswerReader;
  readonly #columns: number;
  readonly #results: number;
  #request = new Uint8Array(0);
  #view = new DataView(this.#request.buffer);
  #values = new Float64Array(0);
  #sequence = 0;
  #blobNames: readonly string[] = [];
  #open = true;

  /**
   * Starts Python and sets the likelihood up.
   *
   * @throws Error if Python does not start, or its code fails
   */
  constructor(setup: Setup, settings: Launch) {
    this.#columns = setup.parameters.length;
    this.#results = setup.declaredPrior ? 1 : 2;
    this.#channel = openChannel();
    this.#reader = new AnswerReader(this.#channel.poller);
    try {
      this.#greet(settings);
      this.#setUp(setup);
    } catch (error) {
      this.close();
      throw error;
    }
    this.reserve(1);
  }

  /** Whether Python is still there. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Returns the numbers of the next request: `points` values of each parameter, parameter after parameter. */
  reserve(points: number): Float64Array {
    const size = 8 * this.#columns * points;
    if (this.#request.length !== HEADER_SIZE + size) {
      this.#request = new Uint8Array(HEADER_SIZE + size);
      this.#view = new DataView(this.#request.buffer);
      this.#values = new Float64Array(this.#request.buffer, HEADER_SIZE);
      writeHeader(this.#view, REQUEST.evaluate, points, this.#columns, size);
    }
    return this.#values;
  }

  /**
   * Evaluates the points of {@link Session.reserve}. The result is valid until the next call.
   *
   * @throws Error for an exception in Python, and if Python ended
   */
  evaluate(): Columns {
    this.#sequence = (this.#sequence + 1) >>> 0;
    this.#write(this.#request);
    for (;;) {
      const { kind, sequence, payload } = this.#next(false);
      if (sequence !== this.#sequence) continue;
      if (kind === ANSWER.result) return this.#columnsOf(payload);
      if (kind === ANSWER.names) this.#blobNames = jsonOf(payload) as string[];
      if (kind === ANSWER.failure) throw failureOf(jsonOf(payload) as Failure);
    }
  }

  #columnsOf(payload: Uint8Array): Columns {
    const points = this.#view.getUint32(4, true);
    const expectation = points * (this.#results + this.#blobNames.length);
    if (payload.length !== 8 * expectation) throw damaged(`${payload.length} bytes for ${expectation} numbers`);
    return { values: numbersOf(payload), blobNames: this.#blobNames };
  }

  /** Ends Python. */
  close(): void {
    this.#open = false;
    this.#channel.close();
  }

  #greet(settings: Launch): void {
    const kill = launch(this.#channel, settings);
    try {
      checkHello(readHello(this.#reader, settings.startLimit), settings);
    } catch (error) {
      kill();
      throw error;
    }
    this.#reader.use(this.#channel.reader);
    this.#channel.settle();
  }

  #setUp(setup: Setup): void {
    const text = new TextEncoder().encode(JSON.stringify(setup));
    const frame = new Uint8Array(HEADER_SIZE + text.length);
    writeHeader(new DataView(frame.buffer), REQUEST.setup, 0, 0, text.length);
    frame.set(text, HEADER_SIZE);
    this.#write(frame);
    const { kind, payload } = this.#next(true);
    if (kind === ANSWER.failure) throw failureOf(jsonOf(payload) as Failure);
  }

  // A process that has ended left its reason among the answers.
  #write(bytes: Uint8Array): void {
    try {
      for (let from = 0; from < bytes.length; ) from += writeSync(this.#channel.writer, bytes, from);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EPIPE') throw error;
    }
  }

  #next(isStart: boolean): Answer {
    let answer: Answer | undefined;
    try {
      answer = this.#reader.next();
    } catch (cause) {
      this.close();
      if (cause instanceof DamagedChannel) throw damaged(cause);
      throw cause;
    }
    if (answer !== undefined && answer.kind !== ANSWER.death) return answer;
    this.close();
    throw deathOf(answer && (jsonOf(answer.payload) as Death), isStart);
  }
}

const damaged = (cause: unknown): Error =>
  named(
    'PythonError',
    usageError(
      'The channel to Python has bytes that are not of the protocol. Does the likelihood write to file descriptors by number?',
      {
        cause,
      },
    ),
  );

const numbersOf = (payload: Uint8Array): Float64Array =>
  new Float64Array(payload.buffer, payload.byteOffset, payload.length / 8);

const jsonOf = (payload: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(payload));
