import { usageError } from '@epsie/core/checks';
import type { Client } from '../protocol/client.ts';
import { Unreachable } from '../protocol/unreachable.ts';
import { Server } from './server.ts';

/** Output of a server, unchecked. */
export type Reply = {
  /** Address of the server. */
  readonly url: string;
  readonly output: unknown;
};

/** Error of all points: every server was given up. */
export class NoServer extends Error {
  override readonly name = 'NoServer';
}

type Job = {
  readonly input: string;
  readonly signal: AbortSignal;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
  failures: number;
};

/** Options of a {@link Fleet}. */
export type FleetOptions = {
  /** Requests on their way to one server at a time. */
  readonly concurrency: number;
  /** Number of failures to answer, one after another, after which a server is tried again. */
  readonly retries: number;
};

/**
 * The servers of a model. Every point goes to a server that is free; a point whose server does not answer goes to another one, or
 * back to the same one after a pause.
 */
export class Fleet {
  readonly #servers: readonly Server[];
  readonly #options: FleetOptions;
  readonly #queue: Job[] = [];

  constructor(clients: readonly Client[], options: FleetOptions) {
    this.#servers = clients.map((client) => new Server(client, options.retries));
    this.#options = options;
  }

  /**
   * Evaluates a point.
   *
   * @param input the point, as the JSON of its vectors
   * @param signal ends the evaluation
   */
  evaluate(input: string, signal: AbortSignal): Promise<Reply> {
    for (const server of this.#servers) server.revive(false);
    return new Promise((resolve, reject) => {
      this.#queue.push({ input, signal, resolve, reject, failures: 0 });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const server = this.#freeServer();
      if (server === undefined) {
        this.#queue.unshift(job);
        if (this.#servers.every(({ isDead, inFlight }) => isDead && inFlight === 0)) this.#giveUp();
        return;
      }
      void this.#send(job, server);
    }
  }

  /** Returns the next job, without those that were ended while they waited. */
  #next(): Job | undefined {
    for (;;) {
      const job = this.#queue.shift();
      if (job === undefined || !job.signal.aborted) return job;
      job.reject(job.signal.reason);
    }
  }

  /** Returns the server with the fewest requests among those that may get a point now. */
  #freeServer(): Server | undefined {
    return this.#servers
      .filter((server) => server.inFlight < this.#options.concurrency && !server.isDead && server.rest() === 0)
      .reduce<Server | undefined>(
        (best, server) => (best && best.inFlight <= server.inFlight ? best : server),
        undefined,
      );
  }

  async #send(job: Job, server: Server): Promise<void> {
    const { failures } = server;
    server.inFlight++;
    try {
      const output = await server.client.evaluate(job.input, job.signal);
      server.succeeded();
      job.resolve({ url: server.client.target.url, output });
    } catch (error) {
      if (job.signal.aborted || !(error instanceof Unreachable)) job.reject(error);
      else this.#sendAgain(job, server, error, failures);
    }
    server.inFlight--;
    this.#dispatch();
  }

  #sendAgain(job: Job, server: Server, error: Unreachable, before: number): void {
    server.failed(error.message, before);
    if (!server.isDead) setTimeout(() => this.#dispatch(), Math.ceil(server.rest()) + 1);
    job.failures++;
    if (job.failures <= this.#options.retries + this.#servers.length) this.#queue.unshift(job);
    else job.reject(usageError(`No server answered, in ${job.failures} tries. ${this.#report()}`, { cause: error }));
  }

  /** Fails all jobs that wait. Their servers are tried again when the next one comes. */
  #giveUp(): void {
    const error = new NoServer(
      `No server answers any more. ${this.#report()}. Start the servers again, and continue or resume the run`,
    );
    for (const server of this.#servers) server.revive(true);
    for (const job of this.#queue.splice(0)) job.reject(error);
  }

  #report(): string {
    return this.#servers
      .filter(({ lastFailure }) => lastFailure !== '')
      .map(({ client, lastFailure }) => `${client.target.url}: ${lastFailure}`)
      .join('; ');
  }
}
