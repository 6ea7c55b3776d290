import { setTimeout as sleep } from 'node:timers/promises';
import { createError, defineTask } from '@epsie/core';
import { Mpi } from '@mpi-bindings/node-mpi';
import './programs/import-count.js';

const url = import.meta.url;

export const square = defineTask(url, 'square', (x: number) => x * x);

/** Returns how often this module was imported on the rank. */
export const imports = defineTask(url, 'imports', async (milliseconds: number) => {
  await sleep(milliseconds);
  const { imported } = globalThis as { imported?: number };
  return { rank: Mpi.current?.world.rank, imported };
});

/** Returns the names of the launcher's variables in the environment of a rank. */
export const environment = defineTask(url, 'environment', (_: unknown) =>
  Object.keys(process.env).filter((name) => /^(OMPI_COMM|PMI_|PMIX_)/.test(name)),
);

/** Returns arrays of the given lengths, filled with their length. */
export const arrays = defineTask(url, 'arrays', (lengths: readonly number[]) =>
  lengths.map((length) => new Float64Array(length).fill(length)),
);

/** Returns the sum of numbers, some of them in an array that is sent separately. */
export const total = defineTask(url, 'total', ({ few, many }: { few: readonly number[]; many: Float64Array }) =>
  [...few, ...many].reduce((sum, x) => sum + x, 0),
);

/** Throws one of several errors. */
export const fail = defineTask(url, 'fail', (kind: string): never => {
  if (kind === 'range') throw Object.assign(new RangeError('out of it', { cause: new Error('the reason') }), { at: 3 });
  if (kind === 'function') throw Object.assign(new Error('with a function'), { callback: () => 1 });
  if (kind === 'undefined') throw undefined;
  throw createError('START_REJECTED', 'outside', { chain: 2, temperature: 1, parameter: 'x' });
});

/** Returns a result that cannot be cloned. */
export const uncloneable = defineTask(url, 'uncloneable', (_: unknown) => ({ callback: () => 1 }));

/** Exits its process. */
export const exit = defineTask(url, 'exit', (code: number): never => process.exit(code));

/** Kills its process. */
export const kill = defineTask(url, 'kill', (_: unknown) => {
  process.kill(process.pid, 'SIGKILL');
});

/** Throws outside of the task. */
export const stray = defineTask(url, 'stray', async (_: unknown) => {
  setTimeout(() => {
    throw new Error('a callback failed');
  }, 5);
  await sleep(60_000);
});

/** Blocks its rank for ever. */
export const loop = defineTask(url, 'loop', (_: unknown): never => {
  for (;;);
});

/** Loops until it is cancelled. */
export const loopPolitely = defineTask(url, 'loopPolitely', (_: unknown, context) => {
  while (context?.signal?.aborted !== true);
});

/** Traps in WebAssembly. */
export const trap = defineTask(url, 'trap', (_: unknown) => {
  // (module (func (export "f") unreachable))
  const bytes = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ];
  instantiate(bytes)();
});

/** Reads outside of the memory of WebAssembly, which V8 detects by SIGSEGV. */
export const readOutside = defineTask(url, 'readOutside', (_: unknown) => {
  // (module (memory 1) (func (export "f") (result i32) i32.const 70000 i32.load))
  const head = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 102, 0, 0];
  const code = [10, 11, 1, 9, 0, 65, 240, 162, 4, 40, 2, 0, 11];
  return instantiate([...head, ...code])();
});

/** Waits without blocking its rank. */
export const wait = defineTask(url, 'wait', async (milliseconds: number) => {
  await sleep(milliseconds);
  return milliseconds;
});

function instantiate(bytes: readonly number[]): () => unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)));
  return (exports as { readonly f: () => unknown }).f;
}
