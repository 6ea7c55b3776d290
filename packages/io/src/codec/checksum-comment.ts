import { crc32 } from './crc32.ts';
import { fromLatin1, latin1 } from './npy.ts';

const START = 'epsie crc32=';
const COMMENT = /^epsie crc32=([0-9a-f]{8})$/;

const digitsOf = (crc: number): string => crc.toString(16).padStart(8, '0');

/** Returns the end of a file whose bytes before it have a checksum. */
export const checksumComment = (crc: number): string => START + digitsOf(crc);

/** What stands at the end of a file until its checksum is known. */
export const PLACEHOLDER: string = checksumComment(0);

/** Writes the checksum of all bytes before it over the end of a file. */
export function writeChecksum(bytes: Uint8Array): void {
  const start = bytes.length - PLACEHOLDER.length;
  bytes.set(fromLatin1(checksumComment(crc32(bytes.subarray(0, start)))), start);
}

/** Returns the checksum at the end of a file, of which the last bytes will do; nothing if it does not end with one. */
export function storedChecksum(bytes: Uint8Array): string | undefined {
  return COMMENT.exec(latin1(bytes.subarray(Math.max(0, bytes.length - PLACEHOLDER.length))))?.[1];
}

/** Returns the checksum at the end of a file, and the one that it should be. */
export function readChecksums(bytes: Uint8Array): { readonly found: string | undefined; readonly computed: string } {
  const start = Math.max(0, bytes.length - PLACEHOLDER.length);
  return { found: storedChecksum(bytes), computed: digitsOf(crc32(bytes.subarray(0, start))) };
}
