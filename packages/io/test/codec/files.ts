import { crc32 } from '#src/codec/crc32.js';
import { npyHeader } from '#src/codec/npy.js';
import { seal, UNSEALED } from '#src/codec/seal.js';
import { type Member, writeZip } from '#src/codec/zip.js';

export { crc32, npyHeader, seal, UNSEALED };

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A file with a right checksum of members that nothing has checked. */
export function sealed(members: readonly Member[]): Uint8Array<ArrayBuffer> {
  const bytes = writeZip(members, UNSEALED);
  seal(bytes);
  return bytes;
}

/** The member that describes the others. */
export const meta = (value: unknown): Member => ({
  name: 'meta.json',
  parts: [text(typeof value === 'string' ? value : JSON.stringify(value))],
});

/** A file whose `run` is of these nodes. */
export const withRun = (run: unknown, ...arrays: readonly Member[]): Uint8Array<ArrayBuffer> =>
  sealed([meta({ format: 'epsie-state', schema: 1, state: { schema: 1 }, run }), ...arrays]);

/** An array of a header written as it stands. */
export const npy = (name: string, descr: string, shape: string, data: Uint8Array): Member => {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`;
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  const bytes = Buffer.from(
    `\x93NUMPY\x01\x00${String.fromCharCode(length & 255, length >> 8)}${header.padEnd(length - 1)}\n`,
    'latin1',
  );
  return { name: `${name}.npy`, parts: [bytes, data] };
};
