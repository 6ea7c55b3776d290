// Messages of an Arrow IPC stream: a schema, then record batches. Fields and type tags are in the order of Schema.fbs and Message.fbs.
//
// Source: https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc

import { finish, integer, string, structs, type TableField, table, vector, type Writer } from './flatbuffer.ts';

/** Type of a field, without nulls. */
export type FieldType = 'float64' | 'int64' | 'int32' | 'uint8';

/** A field of a schema: a column. */
export type Field = {
  readonly name: string;
  readonly type: FieldType;
};

/** Bytes per value. */
export const BYTES: { readonly [type in FieldType]: number } = { float64: 8, int64: 8, int32: 4, uint8: 1 };

/** Key-value metadata, which readers of Arrow pass on. */
export type Metadata = { readonly [key: string]: string };

const VERSION_5 = integer(2, 4);
const SCHEMA = integer(1, 1);
const RECORD_BATCH = integer(1, 3);

/** Returns the schema message, with which a stream begins. */
export function schemaMessage(columns: readonly Field[], metadata: Metadata): Uint8Array {
  const littleEndian = integer(2, 0);
  const schema = table([littleEndian, vector(columns.map(fieldTable)), keyValues(metadata)]);
  return message([VERSION_5, SCHEMA, schema, integer(8, 0)]);
}

/**
 * Returns the message of a record batch, after which its body follows.
 *
 * @param buffers offset and length of each column in the body, in bytes
 */
export function batchMessage(
  rows: number,
  buffers: readonly (readonly [number, number])[],
  bodyLength: number,
  metadata: Metadata,
): Uint8Array {
  const nodes = structs(buffers.map(() => [rows, 0]));
  // Every field has two buffers; its validity bitmap is empty.
  const bufferStructs = structs(
    buffers.flatMap(([offset, length]) => [[offset, 0] as const, [offset, length] as const]),
  );
  const batch = table([integer(8, rows), nodes, bufferStructs]);
  return message([VERSION_5, RECORD_BATCH, batch, integer(8, bodyLength), keyValues(metadata)]);
}

function message(fields: readonly TableField[]): Uint8Array {
  const content = finish(table(fields));
  const bytes = new Uint8Array(8 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setInt32(4, content.length, true);
  bytes.set(content, 8);
  return bytes;
}

function fieldTable({ name, type }: Field): Writer {
  const notNullable = integer(1, 0);
  const typeTag = integer(1, type === 'float64' ? 3 : 2);
  return table([string(name), notNullable, typeTag, typeTable(type), undefined, vector([])]);
}

function typeTable(type: FieldType): Writer {
  const double = integer(2, 2);
  if (type === 'float64') return table([double]);
  return table([integer(4, 8 * BYTES[type]), integer(1, type === 'uint8' ? 0 : 1)]);
}

const keyValues = (metadata: Metadata): Writer =>
  vector(Object.entries(metadata).map(([key, value]) => table([string(key), string(value)])));
