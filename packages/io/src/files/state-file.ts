import type { SamplerState } from '@epsie/core';
import { expected, typeError } from '@epsie/core/checks';
import { encodeState } from '../codec/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { readCheckpoint } from './read-checkpoint.ts';

/**
 * Saves the state of a sampler to a file, atomically: whatever happens, the file is either the old or the new one, never partial. Once this
 * returns, it survives a power cut. NumPy reads it: `numpy.load(path)`.
 *
 * @param path of the file, conventionally `.npz`
 * @throws EpsieError `FILE_FAILED` with the path and advice; the old file is unchanged then
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
 * Loads the state of a sampler from a file of {@link saveState}, or from a checkpoint of a run. Untrusted files are safe: nothing in them is
 * executed, and they take time and memory in proportion to their length.
 *
 * @throws EpsieError `FILE_FAILED` if there is no such file, `FILE_DAMAGED` if it is not a state or was changed, `STATE_MISMATCH` if a newer
 * version wrote it
 */
// biome-ignore lint/suspicious/noExplicitAny: the kind of sampler is checked by `setState`
export async function loadState(path: string): Promise<SamplerState<any>> {
  expectPath(path);
  return (await readCheckpoint(nodeFileSystem, path)).state;
}

function expectPath(path: unknown): void {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return;
  throw typeError(expected('path', 'the path of a file', path));
}
