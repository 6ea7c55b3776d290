import { crc32 } from './crc32.ts';
import { fromLatin1, latin1 } from './npy.ts';

const START = 'epsie crc32=';
const SEAL = /^epsie crc32=([0-9a-f]{8})$/;

const digitsOf = (crc: number): string => crc.toString(16).padStart(8, '0');

/** Returns the end of a file whose bytes before it have a checksum. */
export const sealText = (crc: number): string => START + digitsOf(crc);

/** What stands at the end of a file until its checksum is known. */
export const UNSEALED: string = sealText(0);

/** Writes the checksum of all bytes before it over the end of a file. */
export function seal(bytes: Uint8Array): void {
  const start = bytes.length - UNSEALED.length;
  bytes.set(fromLatin1(sealText(crc32(bytes.subarray(0, start)))), start);
}

/** Returns the checksum at the end of a file, of which the last bytes will do; nothing if it does not end with one. */
export function foundSeal(bytes: Uint8Array): string | undefined {
  return SEAL.exec(latin1(bytes.subarray(Math.max(0, bytes.length - UNSEALED.length))))?.[1];
}

/** Returns the checksum at the end of a file, and the one that it should be. */
export function readSeal(bytes: Uint8Array): { readonly found: string | undefined; readonly computed: string } {
  const start = Math.max(0, bytes.length - UNSEALED.length);
  return { found: foundSeal(bytes), computed: digitsOf(crc32(bytes.subarray(0, start))) };
}
