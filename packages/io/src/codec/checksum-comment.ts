import { crc32 } from './crc32.ts';
import { fromLatin1, latin1 } from './npy.ts';

const START = 'epsie crc32=';
const COMMENT = /^epsie crc32=([0-9a-f]{8})$/;

const digitsOf = (crc: number): string => crc.toString(16).padStart(8, '0');

/** Returns the archive comment that a checkpoint ends with: the CRC-32 of all bytes before it. */
export const checksumComment = (crc: number): string => START + digitsOf(crc);

/** The comment before its checksum is known: of the same length. */
export const PLACEHOLDER: string = checksumComment(0);

/** Overwrites the comment at the end of a file with the checksum of all bytes before it. */
export function writeChecksum(bytes: Uint8Array): void {
  const start = bytes.length - PLACEHOLDER.length;
  bytes.set(fromLatin1(checksumComment(crc32(bytes.subarray(0, start)))), start);
}

/** Returns the checksum in the comment at the end of a file, or of its last bytes; `undefined` if there is no such comment. */
export function storedChecksum(bytes: Uint8Array): string | undefined {
  return COMMENT.exec(latin1(bytes.subarray(Math.max(0, bytes.length - PLACEHOLDER.length))))?.[1];
}

/** Returns the stored checksum of a file, and the computed one. */
export function readChecksums(bytes: Uint8Array): { readonly found: string | undefined; readonly computed: string } {
  const start = Math.max(0, bytes.length - PLACEHOLDER.length);
  return { found: storedChecksum(bytes), computed: digitsOf(crc32(bytes.subarray(0, start))) };
}
