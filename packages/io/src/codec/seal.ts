import { crc32 } from './crc32.ts';
import { latin1 } from './npy.ts';

const START = 'epsie crc32=';
const SEAL = /^epsie crc32=[0-9a-f]{8}$/;

const sealText = (crc: number): string => START + crc.toString(16).padStart(8, '0');

/** What stands at the end of a file until its checksum is known. */
export const UNSEALED: string = sealText(0);

/** Writes the checksum of all bytes before it over the end of a file. */
export function seal(bytes: Uint8Array): void {
  const start = bytes.length - UNSEALED.length;
  const text = sealText(crc32(bytes.subarray(0, start)));
  for (let i = 0; i < text.length; i++) bytes[start + i] = text.charCodeAt(i);
}

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
