// The workers of a test: processes that come and go.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../src/run-worker.js', import.meta.url));

/** Processes that take jobs of one queue. */
export class Crew {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #members = new Set<ChildProcess>();
  #leaving = false;
  /** Number of processes that were lost. */
  losses = 0;

  constructor(redis: string, queue: string, size: number) {
    this.#environment = { ...process.env, REDIS_URL: redis, EPSIE_QUEUE: queue, EPSIE_LOCK_DURATION: '3000' };
    for (let i = 0; i < size; i++) this.join();
  }

  /** Adds a process; if it dies, another one takes its place. */
  join(): ChildProcess {
    const member = spawn(process.execPath, [program], {
      env: this.#environment,
      stdio: ['ignore', 'inherit', 'ignore'],
    });
    this.#members.add(member);
    member.on('exit', (_code, signal) => {
      this.#members.delete(member);
      if (signal !== 'SIGKILL' || this.#leaving) return;
      this.losses++;
      this.join();
    });
    return member;
  }

  /** Asks a process to end, which it does after its job; resolves with its exit code. */
  async leave(member: ChildProcess): Promise<unknown> {
    const ended = once(member, 'exit');
    member.kill('SIGTERM');
    return (await ended)[0];
  }

  async dismiss(): Promise<void> {
    this.#leaving = true;
    const ends = [...this.#members].map((member) => once(member, 'exit'));
    for (const member of this.#members) member.kill('SIGKILL');
    await Promise.all(ends);
  }
}
