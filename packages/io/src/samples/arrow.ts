// The messages of an Arrow IPC stream (https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc):
// a schema, then record batches.

import { flatBuffer, integer, type Node, pairs, type Slot, string, table, vector } from './flatbuffer.ts';

/** Types of columns, each without nulls. */
export type ColumnType = 'float64' | 'int64' | 'int32' | 'uint8';

/** A column. */
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
};

/** Bytes of one value. */
export const BYTES: { readonly [type in ColumnType]: number } = { float64: 8, int64: 8, int32: 4, uint8: 1 };

/** Key and value pairs that readers of Arrow hand on. */
export type Metadata = { readonly [key: string]: string };

const VERSION_5 = integer(2, 4);
const SCHEMA = integer(1, 1);
const RECORD_BATCH = integer(1, 3);

/** The message that a stream begins with. */
export function schemaMessage(columns: readonly Column[], metadata: Metadata): Uint8Array {
  const littleEndian = integer(2, 0);
  const schema = table([littleEndian, vector(columns.map(field)), keyValues(metadata)]);
  return message([VERSION_5, SCHEMA, schema, integer(8, 0)]);
}

/**
 * The message of a record batch, which its body follows.
 *
 * @param places offset and length of each column in the body, in bytes
 */
export function batchMessage(
  rows: number,
  places: readonly (readonly [number, number])[],
  bodyLength: number,
  metadata: Metadata,
): Uint8Array {
  const nodes = pairs(places.map(() => [rows, 0]));
  // Every column has two buffers; that of the nulls is empty.
  const buffers = pairs(places.flatMap(([offset, length]) => [[offset, 0] as const, [offset, length] as const]));
  const batch = table([integer(8, rows), nodes, buffers]);
  return message([VERSION_5, RECORD_BATCH, batch, integer(8, bodyLength), keyValues(metadata)]);
}

function message(slots: readonly Slot[]): Uint8Array {
  const content = flatBuffer(table(slots));
  const bytes = new Uint8Array(8 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setInt32(4, content.length, true);
  bytes.set(content, 8);
  return bytes;
}

function field({ name, type }: Column): Node {
  const notNullable = integer(1, 0);
  const kind = integer(1, type === 'float64' ? 3 : 2);
  return table([string(name), notNullable, kind, typeTable(type), undefined, vector([])]);
}

function typeTable(type: ColumnType): Node {
  const double = integer(2, 2);
  if (type === 'float64') return table([double]);
  return table([integer(4, 8 * BYTES[type]), integer(1, type === 'uint8' ? 0 : 1)]);
}

const keyValues = (metadata: Metadata): Node =>
  vector(Object.entries(metadata).map(([key, value]) => table([string(key), string(value)])));
