import type { SamplerState } from '@epsie/core';
import { createError, type EpsieErrorOf, expected, typeError } from '@epsie/core/checks';
import { fileDamaged } from '../errors/file-damaged.ts';
import { checksumComment, PLACEHOLDER, readChecksums, storedChecksum } from './checksum-comment.ts';
import { assertIntact, CorruptFile } from './corrupt-file.ts';
import { FORMAT, FORMAT_SCHEMA, META, readJson, writeMeta } from './meta.ts';
import { type NpyArray, npyHeader, readNpy } from './npy.ts';
import { checkTree } from './tree/check.ts';
import { TreeDecoder } from './tree/decode.ts';
import { TreeEncoder } from './tree/encode.ts';
import { type TreeNode, VALUES_PER_BYTE } from './tree/nodes.ts';
import { type Member, readFirstMember, readZip, writeZip } from './zip.ts';

/** Contents of a checkpoint. */
export type CheckpointContents = {
  /** The state of the sampler. */
  readonly state: SamplerState;
  /** Plain data that a run stores with it. */
  readonly run?: unknown;
};

const STATE_SCHEMA: SamplerState['schema'] = 1;
const ADVICE = 'Use an earlier checkpoint or a copy';
const SUFFIX = '.npy';

/**
 * Encodes a checkpoint as the bytes of a file.
 *
 * @throws TypeError if the state is not a sampler state, or something is not plain data
 */
export function encodeCheckpoint(checkpoint: CheckpointContents): Uint8Array<ArrayBuffer> {
  const { state, run } = checkpoint;
  if (!isState(state)) throw typeError(expected('state', 'the `state` of a sampler', state));
  checkTree('state', state);
  checkTree('run', run);
  const stacked = encodeWith(new TreeEncoder(true), checkpoint);
  // A stack may expand to more values than a reader accepts from a file of its length.
  return stacked ?? (encodeWith(new TreeEncoder(false), checkpoint) as Uint8Array<ArrayBuffer>);
}

function encodeWith(encoder: TreeEncoder, { state, run }: CheckpointContents): Uint8Array<ArrayBuffer> | undefined {
  const meta = {
    format: FORMAT,
    schema: FORMAT_SCHEMA,
    state: encoder.encode('state', state),
    ...(run === undefined ? {} : { run: encoder.encode('run', run) }),
  };
  const members: Member[] = [{ name: META, parts: [writeMeta(meta)] }];
  for (const { name, dtype, shape, data } of encoder.arrays)
    members.push({ name: name + SUFFIX, parts: [npyHeader(dtype, shape), data] });
  const bytes = writeZip(members, PLACEHOLDER, checksumComment);
  return encoder.values > VALUES_PER_BYTE * bytes.length ? undefined : bytes;
}

/**
 * Decodes the bytes of {@link encodeCheckpoint}. Executes nothing in them; takes time and memory in proportion to their
 * length.
 *
 * @param name of the file in messages, at the start of a sentence
 * @throws EpsieError `FILE_DAMAGED`, or `STATE_MISMATCH` if a newer version wrote them
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): CheckpointContents {
  // A `Buffer` slices without a copy.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSeal(plain, name);
  try {
    return readCheckpoint(plain, name);
  } catch (error) {
    throw error instanceof CorruptFile
      ? fileDamaged(name, `is damaged: ${printable(error.message)}. ${ADVICE}`, error)
      : error;
  }
}

// Messages may contain text from the file.
const printable = (text: string): string => text.replaceAll(/[^ -~]/g, '?').slice(0, 300);

/**
 * Checks that a file ends with the comment of a checkpoint, before a huge file of another kind is read.
 *
 * @param head its first bytes, with the header of the first member
 * @param tail its last bytes, with the comment
 * @throws EpsieError `FILE_DAMAGED`
 */
export function expectCheckpointEnds(head: Uint8Array, tail: Uint8Array, name: string): void {
  if (tail.length === 0) throw fileDamaged(name, `is not a checkpoint: it is empty. ${ADVICE}`);
  if (storedChecksum(tail) !== undefined) return;
  if (readFirstMember(head).name === META) throw fileDamaged(name, `is damaged: it ends without a checksum. ${ADVICE}`);
  throw fileDamaged(name, `is not a checkpoint: no end-of-archive comment of EPSIE. ${ADVICE}`);
}

function checkSeal(bytes: Uint8Array, name: string): void {
  expectCheckpointEnds(bytes, bytes, name);
  const { found, computed } = readChecksums(bytes);
  if (found === computed) return;
  throw fileDamaged(name, `is damaged: checksum mismatch (computed ${computed}, stored ${found}). ${ADVICE}`);
}

function readCheckpoint(bytes: Uint8Array, name: string): CheckpointContents {
  const first = readFirstMember(bytes);
  assertIntact(first.name === META, `${META} is not its first member`);
  // Checked first, since a newer version may have changed everything else.
  const meta = readJson(first.content);
  checkFormat(meta, name);
  const decoder = new TreeDecoder(readArrays(bytes), VALUES_PER_BYTE * bytes.length);
  const state = decoder.decode(meta['state'] as TreeNode);
  const run = Object.hasOwn(meta, 'run') ? { run: decoder.decode(meta['run'] as TreeNode) } : {};
  const unused = decoder.findUnused();
  assertIntact(unused === undefined, `${META} does not refer to its member ${unused}`);
  assertIntact(isState(state), 'it contains no sampler state');
  if (state.schema > STATE_SCHEMA) throw newer(name, 'a state', state.schema, STATE_SCHEMA, '@epsie/core');
  return { state, ...run };
}

function checkFormat(meta: { readonly [key: string]: TreeNode }, name: string): void {
  const { format, schema } = meta;
  assertIntact(format === FORMAT && typeof schema === 'number', `${META} is not that of a checkpoint`);
  if (schema > FORMAT_SCHEMA) throw newer(name, 'the format', schema, FORMAT_SCHEMA, '@epsie/io');
  const keys = Object.keys(meta).join();
  const ours = keys === 'format,schema,state' || keys === 'format,schema,state,run';
  assertIntact(schema === FORMAT_SCHEMA && ours, `${META} is not that of a checkpoint`);
}

function newer(
  name: string,
  what: string,
  theirs: number,
  ours: number,
  update: string,
): EpsieErrorOf<'STATE_MISMATCH'> {
  const differences = [`schema: this version reads ${ours}, the file has ${theirs}`];
  const message = `${name} was written by a newer version: it has ${what} of version ${theirs}, this one reads ${ours}`;
  return createError('STATE_MISMATCH', `${message}; update ${update}`, { differences });
}

function readArrays(bytes: Uint8Array): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of readZip(bytes, PLACEHOLDER)) {
    if (name === META) continue;
    assertIntact(name.endsWith(SUFFIX), `its member ${name} is not an array`);
    arrays.set(name.slice(0, -SUFFIX.length), readNpy(name, content));
  }
  return arrays;
}

const isState = (value: unknown): value is SamplerState =>
  typeof value === 'object' && value !== null && typeof (value as { schema?: unknown }).schema === 'number';
