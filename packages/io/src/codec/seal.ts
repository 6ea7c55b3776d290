import { crc32 } from './crc32.ts';
import { latin1 } from './npy.ts';

const START = 'epsie crc32=';
const SEAL = /^epsie crc32=[0-9a-f]{8}$/;

/** Returns the end of a file, from the checksum of all bytes before it. */
export const sealText = (crc: number): string => START + crc.toString(16).padStart(8, '0');

/** An end of the same length. */
export const UNSEALED: string = sealText(0);

/** The checksum at the end of a file, and the one that it should be. */
export function readSeal(bytes: Uint8Array): { readonly found: string | undefined; readonly computed: string } {
  const start = Math.max(0, bytes.length - UNSEALED.length);
  const text = latin1(bytes.subarray(start));
  const digits = (seal: string): string => seal.slice(START.length);
  return {
    found: SEAL.test(text) ? digits(text) : undefined,
    computed: digits(sealText(crc32(bytes.subarray(0, start)))),
  };
}
