import { assertIntact } from './corrupt-file.ts';
// ZIP archives of stored members, as in APPNOTE: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

import { rangeError } from '@epsie/core/checks';
import { combineCrc32, crc32 } from './crc32.ts';
import { fromLatin1, latin1, startsWith } from './npy.ts';

/** A member to write; its content is in parts, which saves a copy of large ones. */
export type Member = {
  /** Name, in ASCII. */
  readonly name: string;
  /** The content. */
  readonly parts: readonly Uint8Array[];
};

type Entry = { readonly name: string; readonly crc: number; readonly size: number };
type HeaderField = readonly [bytes: 2 | 4, value: number];

/** Local file header, APPNOTE 4.3.7. */
const LOCAL_HEADER_SIZE = 30;
/** Central directory header, APPNOTE 4.3.12. */
const CENTRAL_HEADER_SIZE = 46;
/** End of central directory record, APPNOTE 4.3.16. */
const END_RECORD_SIZE = 22;
/** Version 2.0, APPNOTE 4.4.3. */
const VERSION_NEEDED = 20;
// 1 January 1980, the first date in MS-DOS format (APPNOTE 4.4.6): equal states must result in equal files.
const DOS_DATE = 0x21;

const commonFields = ({ name, crc, size }: Entry): HeaderField[] => [
  [2, VERSION_NEEDED],
  [2, 0],
  [2, 0],
  [2, 0],
  [2, DOS_DATE],
  [4, crc],
  [4, size],
  [4, size],
  [2, name.length],
  [2, 0],
];

const localHeader = (entry: Entry): Uint8Array => record(0x04034b50, commonFields(entry), entry.name);

const centralHeader = (entry: Entry, offset: number): Uint8Array =>
  record(
    0x02014b50,
    [[2, VERSION_NEEDED], ...commonFields(entry), [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]],
    entry.name,
  );

const endRecord = (count: number, size: number, offset: number, comment: string): Uint8Array =>
  record(
    0x06054b50,
    [
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, offset],
      [2, comment.length],
    ],
    comment,
  );

function record(signature: number, fields: readonly HeaderField[], tail: string): Uint8Array {
  const size = fields.reduce((sum, [bytes]) => sum + bytes, 4);
  const result = new Uint8Array(size + tail.length);
  const view = new DataView(result.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  result.set(fromLatin1(tail), size);
  return result;
}

/**
 * Returns a ZIP archive of stored members. Equal members result in equal bytes.
 *
 * @param comment archive comment, at the end of the file
 * @param commentOf returns the comment for the checksum of all bytes before it, of the same length; the checksum is combined from those of
 * the members, which are read once
 */
export function writeZip(
  members: readonly Member[],
  comment: string,
  commentOf: (crc: number) => string = () => comment,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  let crc = 0;
  for (const { name, parts: content } of members) {
    const entry = { name, crc: checksumOf(content), size: totalLength(content) };
    const header = localHeader(entry);
    central.push(centralHeader(entry, offset));
    parts.push(header, ...content);
    crc = combineCrc32(crc32(header, crc), entry.crc, entry.size);
    offset += header.length + entry.size;
  }
  const end = endRecord(members.length, totalLength(central), offset, comment);
  const sealed = checksumOf([...central, end.subarray(0, END_RECORD_SIZE)], crc);
  end.set(fromLatin1(commentOf(sealed)), END_RECORD_SIZE);
  return concatenate([...parts, ...central, end]);
}

const checksumOf = (parts: readonly Uint8Array[], crc: number = 0): number =>
  parts.reduce((sum, part) => crc32(part, sum), crc);

const totalLength = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = totalLength(parts);
  // Sizes and offsets have 32 bits (no ZIP64).
  if (length >= 2 ** 32) throw rangeError(`Expected a checkpoint of less than 4 GiB, got ${length} bytes`);
  const result = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** Returns the name and content of the first member, as far as the bytes reach. */
export function readFirstMember(bytes: Uint8Array): { readonly name: string; readonly content: Uint8Array } {
  const { size, length } = { size: readUint(bytes, 22, 4), length: readUint(bytes, 26, 2) };
  const name = latin1(bytes.subarray(LOCAL_HEADER_SIZE, LOCAL_HEADER_SIZE + length));
  return { name, content: bytes.subarray(LOCAL_HEADER_SIZE + length, LOCAL_HEADER_SIZE + length + size) };
}

/**
 * Returns the members of an archive of {@link writeZip}, by name. Rejects all other archives: with compression, another order, gaps or
 * trailing bytes.
 */
export function readZip(bytes: Uint8Array, comment: string): Map<string, Uint8Array> {
  const end = bytes.length - END_RECORD_SIZE - comment.length;
  const [count, size, offset] = [
    readUint(bytes, end + 10, 2),
    readUint(bytes, end + 12, 4),
    readUint(bytes, end + 16, 4),
  ];
  assertIntact(
    startsWith(bytes.subarray(end), endRecord(count, size, offset, comment).subarray(0, END_RECORD_SIZE)),
    'it has no valid end of central directory record',
  );
  assertIntact(offset + size === end, 'its central directory is not at its offset');
  const members = new Map<string, Uint8Array>();
  let at = { central: offset, local: 0 };
  for (let i = 0; i < count; i++) at = readMember(bytes.subarray(0, end), at, offset, members);
  assertIntact(at.central === end && at.local === offset, 'there are bytes between its members');
  return members;
}

type Offsets = { readonly central: number; readonly local: number };

function readMember(bytes: Uint8Array, at: Offsets, limit: number, members: Map<string, Uint8Array>): Offsets {
  const length = readUint(bytes, at.central + 28, 2);
  const name = latin1(bytes.subarray(at.central + CENTRAL_HEADER_SIZE, at.central + CENTRAL_HEADER_SIZE + length));
  const entry = { name, crc: readUint(bytes, at.central + 16, 4), size: readUint(bytes, at.central + 24, 4) };
  const start = at.local + LOCAL_HEADER_SIZE + length;
  assertIntact(
    startsWith(bytes.subarray(at.central), centralHeader(entry, at.local)) &&
      startsWith(bytes.subarray(at.local), localHeader(entry)) &&
      start + entry.size <= limit,
    `its member ${members.size} has an unexpected header`,
  );
  const content = bytes.subarray(start, start + entry.size);
  assertIntact(!members.has(name), `it has two members ${name}`);
  assertIntact(crc32(content) === entry.crc, `its member ${name} has a checksum mismatch`);
  members.set(name, content);
  return { central: at.central + CENTRAL_HEADER_SIZE + length, local: start + entry.size };
}

/** Reads an unsigned integer; bytes beyond the end count as 0, which later comparisons reject. */
function readUint(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
