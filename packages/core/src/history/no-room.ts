import { rangeError } from '../errors/wrong-use.ts';
/**
 * Creates the error for samples that do not fit into memory.
 *
 * @param bytes that were requested
 */
export function noRoom(iterations: number, chains: number, bytes: number, cause: unknown): RangeError {
  const whose = chains === 1 ? 'of a chain' : `of ${chains} chains`;
  return rangeError(
    `There is not enough memory for the samples of ${iterations} iterations ${whose}: they take ${inWords(bytes)}. ` +
      'Run fewer iterations at a time and call `clear()` in between, or sample with `Run.sample` of @epsie/io, which ' +
      'writes the samples to disk',
    { cause },
  );
}

/** Returns whether an engine could not allocate memory, as opposed to a wrong length in a kernel. */
export const isAllocationFailure = (error: unknown): boolean =>
  error instanceof RangeError && /allocation failed/i.test(error.message);

function inWords(bytes: number): string {
  const [unit, name] = UNITS.find(([size]) => bytes >= size) ?? [1, 'bytes'];
  return unit === 1 ? `${bytes} bytes` : `${(bytes / unit).toPrecision(3)} ${name} (${bytes} bytes)`;
}

const UNITS = [
  [1e15, 'PB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
] as const;
