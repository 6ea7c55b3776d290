import type { SamplerState } from '@epsie/core';
import { expected } from '@epsie/core/checks';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { typeOf } from './tree/value-types.ts';

/**
 * Encodes the state of a sampler as a `.npz` file, which NumPy reads: `numpy.load(file)['state.chains.position']`. Equal
 * states give equal bytes. Runs in browsers too.
 *
 * @throws {TypeError} where the state is none, or is not plain data
 * @example
 * ```ts
 * import { MetropolisHastingsSampler, normal } from '@epsie/core';
 * import { decodeState, encodeState } from '@epsie/io/codec';
 *
 * const create = () =>
 *   new MetropolisHastingsSampler({
 *     parameters: ['x'],
 *     model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }),
 *     chains: 2,
 *     seed: 1,
 *     proposals: [normal('x')],
 *   });
 * const sampler = create();
 * await sampler.start({ x: [0, 1] });
 * await sampler.run(10);
 * const bytes = encodeState(sampler.state);
 *
 * const resumed = create();
 * resumed.setState(decodeState(bytes));
 * await resumed.run(10);
 * ```
 */
export function encodeState(state: SamplerState): Uint8Array<ArrayBuffer> {
  return encodeCheckpoint({ state });
}

/**
 * Decodes the bytes of {@link encodeState}: the state that was encoded, to the last bit. Bytes that cannot be trusted do
 * no harm: nothing in them is run, and they take time and memory in proportion to their length.
 *
 * @param bytes the content of the file
 * @param name what messages call it, such as the path of the file
 * @throws {TypeError} where `bytes` is no `Uint8Array`
 * @throws EpsieError `FILE_DAMAGED` where the bytes are none of a checkpoint, cut short or changed; `STATE_MISMATCH` where
 * a newer version wrote them
 */
// biome-ignore lint/suspicious/noExplicitAny: what kind of sampler the state is of, `setState` checks
export function decodeState(bytes: Uint8Array, name: string = 'This data'): SamplerState<any> {
  if (typeOf(bytes) !== 'Uint8Array') throw new TypeError(expected('bytes', 'a Uint8Array', bytes));
  return decodeCheckpoint(bytes, name).state;
}
