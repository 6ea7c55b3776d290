import type { SamplerState } from '@epsie/core';
import { expected } from '@epsie/core/checks';
import { encodeState } from '../codec/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { readCheckpoint } from './read-checkpoint.ts';

/**
 * Saves the state of a sampler to a file, or replaces one. Whatever happens, the file is there whole, as it was or as it shall be; once
 * this returns, a power cut does not undo it. NumPy reads the file: `numpy.load(path)`.
 *
 * @param path of the file, by custom ending in `.npz`
 * @throws EpsieError `FILE_FAILED` with the path and the way out: the old file is still there then
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { loadState, saveState } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const create = () => new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const sampler = create();
 * await sampler.start({ x: [0, 1] });
 * await sampler.run(100);
 * await saveState('gaussian.npz', sampler.state);
 *
 * const resumed = create();
 * resumed.setState(await loadState('gaussian.npz'));
 * await resumed.run(100);
 * ```
 */
export async function saveState(path: string, state: SamplerState): Promise<void> {
  expectPath(path);
  await writeAtomically(nodeFileSystem, path, encodeState(state));
}

/**
 * Loads the state of a sampler from a file that {@link saveState} wrote, or from a checkpoint of a run. A file that cannot be trusted
 * does no harm: nothing in it is run, and it takes time and memory in proportion to its length.
 *
 * @throws EpsieError `FILE_FAILED` if there is no such file, `FILE_DAMAGED` if it is something else or not as it was written,
 * `STATE_MISMATCH` if a newer version wrote it
 */
// biome-ignore lint/suspicious/noExplicitAny: what kind of sampler the state is of, `setState` checks
export async function loadState(path: string): Promise<SamplerState<any>> {
  expectPath(path);
  return (await readCheckpoint(nodeFileSystem, path)).state;
}

function expectPath(path: unknown): void {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return;
  throw new TypeError(expected('path', 'the path of a file', path));
}
