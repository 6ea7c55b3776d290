import { errorToData, runTask, type TaskContext } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { bareError, nameOfTask, resultFailure } from '@epsie/core/pool-kit';
import type { Communicator, Ending, Mpi, Request, Status } from '@mpi-bindings/node-mpi';
import { type Reply, STOP, TAG, type TaskRequest } from '../protocol/messages.ts';
import { SIGNALS } from '../protocol/signals.ts';

/** Minimum time between two checks of MPI for the cancellation of a task, in milliseconds. */
const CONTROL_INTERVAL = 1;

/** The MPI job, as a worker rank needs it. */
type WorkerJob = { readonly mpi: Mpi; readonly comm: Communicator };

let serving = false;

/**
 * Runs tasks until rank 0 ends this rank, then exits the process. Every rank but the first calls it.
 *
 * @throws Error if this rank already runs tasks
 */
export async function serve({ mpi, comm }: WorkerJob): Promise<never> {
  if (serving) throw nested();
  serving = true;
  // The program on rank 0 decides what a signal means: it may save its state first. A rank that died of the signal would end the
  // whole job.
  for (const signal of SIGNALS) process.on(signal, () => {});
  const server = new Server(comm);
  mpi.endWith(server);
  await server.run();
  mpi.finalizeSync();
  process.exit(0);
}

class Server implements Ending {
  readonly #comm: Communicator;
  readonly #stopped = new AbortController();
  readonly #control = new Int32Array(1);
  #nextControl: Request<Status>;
  #request: TaskRequest | undefined;

  constructor(comm: Communicator) {
    this.#comm = comm;
    this.#nextControl = this.#receiveControl();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const request = await this.#comm.recv<TaskRequest>({ source: 0, tag: TAG.task, signal }).catch(ifStopped(signal));
      if (request !== undefined) await this.#answer(request.value);
    }
  }

  /** {@inheritDoc Ending.drain} */
  async drain(): Promise<void> {}

  /** {@inheritDoc Ending.exit} */
  exit(code: number): string | undefined {
    if (this.#request === undefined) return undefined;
    return `ended its process with exit code ${code} in ${nameOfTask(this.#request)}, so the whole job is aborted`;
  }

  async #answer(request: TaskRequest): Promise<void> {
    this.#request = request;
    const reply = await this.#reply(request);
    this.#request = undefined;
    await this.#send(reply, request).wait();
  }

  async #reply(request: TaskRequest): Promise<Reply> {
    try {
      return { result: await runTask(request, request.item, { signal: this.#signalOf(request.id) }) };
    } catch (thrown) {
      return { error: errorToData(thrown) };
    }
  }

  #send(reply: Reply, request: TaskRequest): Request<void> {
    try {
      return this.#comm.isend(reply, 0, TAG.reply);
    } catch (error) {
      const sendable = 'error' in reply ? bareError(reply.error) : errorToData(resultFailure(error, request));
      return this.#send({ error: sendable }, request);
    }
  }

  /** Returns a signal that checks for control messages, so that a task can check it in the middle of a synchronous loop. */
  #signalOf(id: number): NonNullable<TaskContext['signal']> {
    let next = 0;
    const isCancelled = (): boolean => {
      const now = performance.now();
      if (now > next) {
        this.#nextControl.test();
        next = now + CONTROL_INTERVAL;
      }
      return this.#control[0] === id;
    };
    return {
      get aborted() {
        return isCancelled();
      },
    };
  }

  #receiveControl(): Request<Status> {
    const request = this.#comm.irecvBuffer(this.#control, { source: 0, tag: TAG.control });
    void request.wait().then(() => {
      if (this.#control[0] === STOP) this.#stopped.abort();
      else this.#nextControl = this.#receiveControl();
    });
    return request;
  }
}

function ifStopped(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

const nested = (): Error =>
  usageError(
    'MpiPool.create() was called again on a rank that works for a pool. Most likely the rank imported the main script along with ' +
      'the model, and ran the program again: move the model to a separate module',
  );
