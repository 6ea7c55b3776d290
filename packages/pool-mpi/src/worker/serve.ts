import { errorToData, runTask, type TaskContext } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { bareError, nameOfTask, resultFailure } from '@epsie/core/pool-kit';
import type { Communicator, Ending, Request as Operation, Status } from '@mpi-bindings/node-mpi';
import { type Reply, type Request, STOP, TAG } from '../job/messages.ts';
import { SIGNALS } from '../driver/signal-watch.ts';
import type { Team } from '../job/rank-job.ts';

/** How often a task may look whether its result is still wanted, in milliseconds. */
const LOOK_INTERVAL = 1;

let serving = false;

/**
 * What every rank but the first does: runs tasks until it is told to stop. Ends the process.
 *
 * @throws Error if this rank serves already
 */
export async function serve({ mpi, comm }: Team): Promise<never> {
  if (serving) throw nested();
  serving = true;
  // The main program decides what a signal means: it may save its state first. A rank that died of the signal would take the
  // main program with it.
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
  #nextControl: Operation<Status>;
  #request: Request | undefined;

  constructor(comm: Communicator) {
    this.#comm = comm;
    this.#nextControl = this.#receiveControl();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const request = await this.#comm.recv<Request>({ source: 0, tag: TAG.task, signal }).catch(ifStopped(signal));
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

  async #answer(request: Request): Promise<void> {
    this.#request = request;
    const reply = await this.#reply(request);
    this.#request = undefined;
    await this.#send(reply, request).wait();
  }

  async #reply(request: Request): Promise<Reply> {
    try {
      return { result: await runTask(request, request.item, { signal: this.#signalOf(request.id) }) };
    } catch (thrown) {
      return { error: errorToData(thrown) };
    }
  }

  #send(reply: Reply, request: Request): Operation<void> {
    try {
      return this.#comm.isend(reply, 0, TAG.reply);
    } catch (error) {
      const again = 'error' in reply ? bareError(reply.error) : errorToData(resultFailure(error, request));
      return this.#send({ error: again }, request);
    }
  }

  /** Looks into the mailbox of control messages, so that a task can ask in the middle of a synchronous loop. */
  #signalOf(id: number): NonNullable<TaskContext['signal']> {
    let next = 0;
    const look = (): boolean => {
      const now = performance.now();
      if (now > next) {
        this.#nextControl.test();
        next = now + LOOK_INTERVAL;
      }
      return this.#control[0] === id;
    };
    return {
      get aborted() {
        return look();
      },
    };
  }

  #receiveControl(): Operation<Status> {
    const operation = this.#comm.irecvBuffer(this.#control, { source: 0, tag: TAG.control });
    void operation.wait().then(() => {
      if (this.#control[0] === STOP) this.#stopped.abort();
      else this.#nextControl = this.#receiveControl();
    });
    return operation;
  }
}

function ifStopped(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

const nested = (): Error =>
  usageError(
    'MpiPool.create() was called again on a rank that works for a pool. Most likely this rank, which imports the module of ' +
      'the model, imported the main script and ran the whole program again: put the model in a module of its own.',
  );
