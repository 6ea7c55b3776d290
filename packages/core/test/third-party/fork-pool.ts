// A pool of child processes, as an example of a pool that a user writes. It does not replace a child that dies.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createError, errorFromData, errorToData, type MapOptions, type Pool, type Task } from '@epsie/core';
import type { Answer } from './fork-pool-child.js';

export class ForkPool implements Pool {
  readonly size: number;
  readonly #children: readonly ChildProcess[];
  readonly #idle: ChildProcess[];
  readonly #waiting: ((child: ChildProcess) => void)[] = [];
  #closed = false;

  constructor(size: number) {
    this.size = size;
    this.#children = Array.from({ length: size }, startChild);
    this.#idle = [...this.#children];
  }

  async map<I, O>(task: Task<I, O>, items: Iterable<I>, { signal, onResult }: MapOptions<O> = {}): Promise<O[]> {
    let over = false;
    const check = () => {
      if (this.#closed) throw createError('POOL_BROKEN', 'This ForkPool was closed', {});
      if (signal?.aborted) throw createError('ABORTED', 'The signal of this map fired', {}, signal.reason);
      if (over) throw new Error('Another item of this map failed');
    };
    const one = async (item: I, index: number): Promise<O> => {
      const child = this.#idle.pop() ?? (await new Promise<ChildProcess>((resolve) => this.#waiting.push(resolve)));
      try {
        check();
        const result = (await ask(child, task, item)) as O;
        check();
        onResult?.(index, result);
        return result;
      } finally {
        this.#release(child);
      }
    };
    try {
      check();
      return await Promise.all([...items].map(one));
    } catch (error) {
      check();
      throw error;
    } finally {
      over = true;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const child of this.#children) child.kill();
  }

  #release(child: ChildProcess): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(child);
    else next(child);
  }
}

async function ask(
  child: ChildProcess,
  { module, export: name }: Task<never, unknown>,
  item: unknown,
): Promise<unknown> {
  child.send({ module, export: name, item });
  const [answer] = (await once(child, 'message')) as [Answer];
  if ('error' in answer) throw errorFromData(answer.error);
  return answer.result;
}

function startChild(): ChildProcess {
  // 'advanced' is structured clone: with JSON, NaN and typed arrays would be lost.
  const child = fork(new URL('./fork-pool-child.js', import.meta.url), { serialization: 'advanced', execArgv: [] });
  // Rejects requests that wait for a child that ended.
  child.on('exit', (code) => {
    const error = errorToData(createError('POOL_BROKEN', `A child process ended with code ${code}`, {}));
    child.emit('message', { error } satisfies Answer);
  });
  return child;
}
