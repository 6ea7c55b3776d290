import { deserialize, serialize } from 'node:v8';
import type { AnySampler } from './setups.ts';

/** Returns a copy of plain data, as another process or a file would hold it. */
export const copyOf = <T>(value: T): T => deserialize(serialize(value)) as T;

/** Returns a copy of everything that a sampler recorded since the last clear. */
export function historyOf({ positions, stats, acceptance, blobs, swaps }: AnySampler): object {
  return copyOf({ positions, stats, acceptance, blobs, swaps });
}

/** Joins consecutive pieces of a history. */
export function joinHistories(pieces: readonly object[]): object {
  return join(pieces) as object;
}

type Column = Float64Array | Int32Array | Uint8Array;

function join(pieces: readonly unknown[]): unknown {
  const [first] = pieces;
  if (ArrayBuffer.isView(first)) return joinColumns(pieces as readonly Column[]);
  if (typeof first !== 'object' || first === null) return first;
  const at = (key: string) => join(pieces.map((piece) => (piece as { readonly [key: string]: unknown })[key]));
  if (Array.isArray(first)) return first.map((_, i) => at(String(i)));
  return Object.fromEntries(Object.keys(first).map((key) => [key, at(key)]));
}

function joinColumns(pieces: readonly Column[]): Column {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const ColumnOfKind = (pieces[0] as Column).constructor as new (length: number) => Column;
  const joined = new ColumnOfKind(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
