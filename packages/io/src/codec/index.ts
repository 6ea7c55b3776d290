import type { SamplerState } from '@epsie/core';
import { expected, typeError } from '@epsie/core/checks';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { typeOf } from './tree/value-types.ts';

/**
 * Encodes the state of a sampler as a `.npz` file, which NumPy reads: `numpy.load(file)['state.chains.position']`. Equal
 * states result in equal bytes. Runs in browsers too.
 *
 * @throws TypeError if the state is not a sampler state, or not plain data
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
 * Decodes the bytes of {@link encodeState}, bit-identically. Untrusted bytes are safe: nothing in them is executed, and they
 * take time and memory in proportion to their length.
 *
 * @param bytes the content of the file
 * @param name of the bytes in messages, such as the path of the file
 * @throws TypeError if `bytes` is not a `Uint8Array`
 * @throws EpsieError `FILE_DAMAGED` if the bytes are not a checkpoint, truncated or changed; `STATE_MISMATCH` if a newer
 * version wrote them
 */
// biome-ignore lint/suspicious/noExplicitAny: the kind of sampler is checked by `setState`
export function decodeState(bytes: Uint8Array, name: string = 'This data'): SamplerState<any> {
  if (typeOf(bytes) !== 'Uint8Array') throw typeError(expected('bytes', 'a Uint8Array', bytes));
  return decodeCheckpoint(bytes, name).state;
}
