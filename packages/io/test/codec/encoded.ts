import { decodeState, encodeState } from '@epsie/io/codec';
import { setups } from './setups.ts';

/** A state in figures that can be compared across platforms. */
export type Encoded = {
  /** The bytes in hexadecimal digits. */
  readonly bytes: string;
  /** The same after decoding and encoding again. */
  readonly again: string;
  /** Error that the bytes with one flipped bit cause. */
  readonly damage: string;
};

/**
 * The state of setups after some iterations, encoded. Runs in Node and in browsers. Without custom proposals, as their
 * states hold the address of a module.
 */
export async function encodeAll(): Promise<Encoded[]> {
  const results: Encoded[] = [];
  for (const { name, start } of setups) {
    if (name.includes('custom')) continue;
    const sampler = await start();
    await sampler.run(25);
    const bytes = encodeState(sampler.state);
    results.push({ bytes: hex(bytes), again: hex(encodeState(decodeState(bytes))), damage: damage(bytes) });
  }
  return results;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function damage(bytes: Uint8Array): string {
  const flipped = bytes.slice();
  flipped[1000] = (flipped[1000] as number) ^ 4;
  try {
    decodeState(flipped, 'ck.npz');
    return 'none';
  } catch (error) {
    return String(error);
  }
}
