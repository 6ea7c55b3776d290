import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { Assignment, ItemAnswer, PoolWorker } from '@epsie/core/pool-kit';
import { FrameReader, frame, GREETING } from './frames.js';
import type { FromWorker, ToWorker } from './messages.js';

/** Time for a cancelled task to return before its worker is ended, in milliseconds. */
const GRACE_PERIOD = 1000;
/** Time for the last output of a process that has ended, in milliseconds. */
const LAST_OUTPUT = 500;
/** Number of characters of a worker's stderr that a message quotes. */
const QUOTED = 1000;

/** Callbacks of a worker to its pool. `onLost` is the last one. */
export interface RemoteWorkerEvents {
  onReady(worker: RemoteWorker): void;
  onAnswer(worker: RemoteWorker, assignment: Assignment, answer: ItemAnswer): void;
  onLost(worker: RemoteWorker, assignment: Assignment | undefined, why: string): void;
}

/** The start of a worker: the words of the shell with the command as the last one, and the time until it must be ready. */
export type Start = { readonly words: readonly string[]; readonly timeout: number };

/** One process behind a remote shell: starting, idle, busy with one item, or lost. */
export class RemoteWorker implements PoolWorker {
  readonly #events: RemoteWorkerEvents;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #reader = new FrameReader((message) => this.#receive(message as FromWorker));
  readonly #ended: Promise<void>;
  #startTimer: NodeJS.Timeout | undefined;
  #graceTimer: NodeJS.Timeout | undefined;
  /** Bytes before the greeting; undefined when it has come. */
  #prologue: Buffer | undefined = Buffer.alloc(0);
  #stderr = '';
  #assignment: Assignment | undefined;
  #id = 0;
  #lost = false;

  constructor({ words: [command = '', ...rest], timeout }: Start, events: RemoteWorkerEvents) {
    this.#events = events;
    this.#process = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.#process;
    this.#ended = new Promise((resolve) => {
      this.#process.on('close', (code, signal) =>
        this.#lose(code === null ? `ended by ${signal}` : `ended with exit code ${code}`),
      );
      this.#process.on('exit', (code, signal) => {
        resolve();
        // Something that the process started may keep its output open.
        setTimeout(() => this.#lose(`ended with ${signal ?? `exit code ${code}`}`), LAST_OUTPUT).unref();
      });
      this.#process.on('error', (error) => {
        resolve();
        this.#lose(`could not be started: ${error.message}`);
      });
    });
    stdin.on('error', () => {}); // its end follows
    stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    stderr.on('data', (chunk: Buffer) => this.#note(chunk));
    this.#startTimer = setTimeout(() => this.#lose(`was not ready after ${timeout} ms`), timeout);
    // The pool keeps the program alive, not its workers.
    this.#startTimer.unref();
    this.#process.unref();
    for (const stream of [stdin, stdout, stderr]) (stream as unknown as Partial<Socket>).unref?.();
  }

  /** Whether the worker can take an item. */
  get isIdle(): boolean {
    return this.#assignment === undefined && this.#prologue === undefined && !this.#lost;
  }

  get assignment(): Assignment | undefined {
    return this.#assignment;
  }

  run(assignment: Assignment): void {
    const { job, index } = assignment;
    const { module, export: name } = job.task;
    const id = this.#id + 1;
    this.#send({ id, module, export: name, item: job.item(index) });
    this.#id = id;
    this.#assignment = assignment;
  }

  cancel(): void {
    if (this.#assignment === undefined || this.#graceTimer !== undefined) return;
    this.#send({ cancel: this.#id });
    this.#graceTimer = setTimeout(() => this.#lose('did not answer after its task was cancelled'), GRACE_PERIOD);
    this.#graceTimer.unref();
  }

  /** Ends the process on this machine; that on the other one ends with its stdin. Resolves when the former has ended. */
  async end(): Promise<void> {
    this.#lost = true;
    clearTimeout(this.#startTimer);
    clearTimeout(this.#graceTimer);
    this.#process.stdin.destroy();
    this.#process.kill();
    const force = setTimeout(() => this.#process.kill('SIGKILL'), GRACE_PERIOD);
    await this.#ended;
    clearTimeout(force);
  }

  #send(message: ToWorker): void {
    this.#process.stdin.write(frame(message));
  }

  #read(chunk: Buffer): void {
    try {
      if (this.#prologue === undefined) this.#reader.push(chunk);
      else this.#greet(Buffer.concat([this.#prologue, chunk]));
    } catch (error) {
      this.#lose(`sent what is no message: ${(error as Error).message}`);
    }
  }

  #greet(bytes: Buffer): void {
    const start = bytes.indexOf(GREETING);
    this.#prologue = start < 0 ? bytes : undefined;
    if (start < 0 || this.#lost) return;
    clearTimeout(this.#startTimer);
    this.#reader.push(bytes.subarray(start + GREETING.length));
    this.#events.onReady(this);
  }

  #receive({ id, answer }: FromWorker): void {
    const assignment = this.#assignment;
    if (assignment === undefined || id !== this.#id || this.#lost) return;
    this.#free();
    this.#events.onAnswer(this, assignment, answer);
  }

  #note(chunk: Buffer): void {
    process.stderr.write(chunk);
    this.#stderr = (this.#stderr + chunk.toString()).slice(-QUOTED);
  }

  #lose(why: string): void {
    if (this.#lost) return;
    const assignment = this.#assignment;
    this.#free();
    void this.end();
    const printed = `${this.#prologue?.subarray(-QUOTED) ?? ''}${this.#stderr}`.trim();
    this.#events.onLost(this, assignment, printed === '' ? why : `${why}; it printed: ${printed}`);
  }

  #free(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = undefined;
    this.#assignment = undefined;
  }
}
