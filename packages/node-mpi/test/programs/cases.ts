// Helpers of the programs that run several cases.
import assert from 'node:assert/strict';
import { type Communicator, Mpi, MpiError } from '@mpi-bindings/node-mpi';

export type Case = (world: Communicator, mpi: Mpi) => Promise<void>;

/** Runs the cases on all ranks, one after the other; rank 0 prints the name of each that passed everywhere. */
export async function runCases(cases: Readonly<Record<string, Case>>): Promise<void> {
  const mpi = Mpi.init();
  for (const [name, run] of Object.entries(cases)) {
    await withinTime(name, run(mpi.world, mpi));
    await withinTime(`the barrier after ${name}`, mpi.world.barrier());
    if (mpi.world.rank === 0) console.log(name);
  }
  await mpi.finalize();
}

async function withinTime(name: string, work: Promise<void>): Promise<void> {
  const timer = setTimeout(() => {
    throw new Error(`${name} takes too long`);
  }, 15_000);
  await work;
  clearTimeout(timer);
}

/** Asserts that a function fails with an MpiError of this code. */
export async function failsWith(code: string, work: () => unknown): Promise<MpiError> {
  const error = await caught(work);
  assert(error instanceof MpiError, `expected an MpiError ${code}, got ${String(error)}`);
  assert.equal(error.code, code, error.message);
  return error;
}

/** Returns the error with which a function throws or rejects. */
export async function caught(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return assert.fail('expected an error, got none');
}
