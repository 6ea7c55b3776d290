import { PLACEHOLDER, writeChecksum } from '#src/codec/checksum-comment.js';
import { crc32 } from '#src/codec/crc32.js';
import { type Member, writeZip } from '#src/codec/zip.js';

export { crc32, PLACEHOLDER, writeChecksum };

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A file with a right checksum of members that nothing has checked. */
export function sealed(members: readonly Member[]): Uint8Array<ArrayBuffer> {
  const bytes = writeZip(members, PLACEHOLDER);
  writeChecksum(bytes);
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

/** A file of an array of two numbers. */
const small = (): Uint8Array<ArrayBuffer> =>
  withRun({ $array: 'a', of: 'Float64Array' }, npy('a', '<f8', '2,', new Uint8Array(16)));

/** Where the end record begins. */
const endOf = (bytes: Uint8Array): number => bytes.length - PLACEHOLDER.length - 22;

/** Where the list of members begins. */
const listOf = (bytes: Uint8Array): number => new DataView(bytes.buffer).getUint32(endOf(bytes) + 16, true);

/** The local header of the first member with one field changed, here and in the list of members. */
export function patched(local: number, central: number, value: number): Uint8Array {
  const bytes = small();
  const view = new DataView(bytes.buffer);
  const start = listOf(bytes);
  view.setUint16(local, value, true);
  view.setUint16(start + central, value, true);
  writeChecksum(bytes);
  return bytes;
}

/** Changes a field of the end record, counted from its start. */
export function withEnd(at: number, value: number): Uint8Array {
  const bytes = small();
  new DataView(bytes.buffer).setUint32(endOf(bytes) + at, value, true);
  writeChecksum(bytes);
  return bytes;
}

/** The second member begins where the first does, as those of an overlapping ZIP bomb do. */
export function overlapping(): Uint8Array {
  const bytes = small();
  const view = new DataView(bytes.buffer);
  const start = listOf(bytes);
  view.setUint32(start + 46 + 'meta.json'.length + 42, 0, true);
  writeChecksum(bytes);
  return bytes;
}

/** Bytes that belong to no member, before the list of members. */
export function withGap(): Uint8Array {
  const bytes = small();
  const start = listOf(bytes);
  const longer = Uint8Array.from([...bytes.subarray(0, start), 1, 2, 3, ...bytes.subarray(start)]);
  new DataView(longer.buffer).setUint32(endOf(longer) + 16, start + 3, true);
  writeChecksum(longer);
  return longer;
}

/** The last byte of the array, which comes before the list of members. */
export function withOtherContent(): Uint8Array {
  const bytes = small();
  const start = listOf(bytes);
  bytes[start - 1] = 1;
  writeChecksum(bytes);
  return bytes;
}
