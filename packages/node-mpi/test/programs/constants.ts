// Checks the constants by names, sizes and results of reductions, and prints how many. For 2 ranks.
import assert from 'node:assert/strict';
import { detectLauncher, Mpi, type Operation, type TypedArray } from '@mpi-bindings/node-mpi';
import koffi from 'koffi';
import { openLibrary } from '#src/library/open-library.js';

const opened = openLibrary(detectLauncher());
const mpi = Mpi.init();
const { world } = mpi;
const { abi, library } = opened;

const typeSize = library.func('MPI_Type_size', 'int', [abi.handleType, 'void *']);
const SIZES = {
  byte: 1,
  double: 8,
  float: 4,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
};
const sizes = Object.entries(abi.datatypes).map(([name, handle]) => {
  const size = new Int32Array(1);
  assert.equal(typeSize(handle, size), 0);
  return [name, size[0]];
});
assert.deepEqual(Object.fromEntries(sizes), SIZES);

const typeName = library.func('MPI_Type_get_name', 'int', [abi.handleType, 'void *', 'void *']);
for (const [name, handle] of Object.entries(abi.datatypes)) {
  const [text, length] = [Buffer.alloc(128), new Int32Array(1)];
  assert.equal(typeName(handle, text, length), 0);
  const standard = /\d/.test(name) ? `MPI_${name.toUpperCase()}_T` : `MPI_${name.toUpperCase()}`;
  assert.equal(text.toString('utf8', 0, length[0]), standard);
}

// Operands of rank 0 and rank 1 on which all operations differ: enough for loops of vector instructions, and a remainder.
const repeated = (values: readonly number[]) =>
  Array.from({ length: 203 }, (_, i) => values[i % values.length] as number);
const A = repeated([6, 0, 1, 0, 100]);
const B = repeated([3, 7, 1, 0, 1]);
const bit = (value: boolean) => (value ? 1 : 0);
const EXPECTED: Record<Operation, (a: number, b: number) => number> = {
  sum: (a, b) => a + b,
  prod: (a, b) => a * b,
  min: Math.min,
  max: Math.max,
  land: (a, b) => bit(a !== 0 && b !== 0),
  lor: (a, b) => bit(a !== 0 || b !== 0),
  lxor: (a, b) => bit((a !== 0) !== (b !== 0)),
  band: (a, b) => a & b,
  bor: (a, b) => a | b,
  bxor: (a, b) => a ^ b,
};
const TYPES = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
  ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array],
] as const;
type Numbers = { from(values: readonly (number | bigint)[]): TypedArray; readonly name: string };

let checked = 0;
for (const Type of TYPES as unknown as readonly Numbers[]) {
  const of = (values: readonly number[]) => Type.from(Type.name.startsWith('Big') ? values.map(BigInt) : values);
  for (const [name, compute] of Object.entries(EXPECTED)) {
    if (Type.name.startsWith('Float') && /^[lb]/.test(name)) continue;
    const got = await world.allreduce(of(world.rank === 0 ? A : B), name as Operation);
    assert.deepEqual(got, of(A.map((a, i) => compute(a, B[i] as number))), `${name} of ${Type.name}`);
    checked++;
  }
}
// Operands on which the sign or the size of the type decides.
const extremes: [TypedArray, TypedArray][] = [
  [Int8Array.of(-1), Int8Array.of(1)],
  [Uint8Array.of(255), Uint8Array.of(1)],
  [Int16Array.of(-1), Int16Array.of(1)],
  [Uint16Array.of(65_535), Uint16Array.of(1)],
  [Int32Array.of(-1), Int32Array.of(1)],
  [Uint32Array.of(2 ** 32 - 1), Uint32Array.of(1)],
  [BigInt64Array.of(-1n), BigInt64Array.of(1n)],
  [BigUint64Array.of(2n ** 64n - 1n), BigUint64Array.of(1n)],
  [Float32Array.of(-0.5), Float32Array.of(1e30)],
  [Float64Array.of(-0.5), Float64Array.of(1e300)],
];
for (const [zero, one] of extremes) {
  const mine = world.rank === 0 ? zero : one;
  const isLarger = (zero[0] as number) > (one[0] as number);
  assert.deepEqual(await world.allreduce(mine, 'max'), isLarger ? zero : one);
  assert.deepEqual(await world.allreduce(mine, 'min'), isLarger ? one : zero);
}

assert.equal(koffi.sizeof(abi.handleType), abi.flavor === 'mpich' ? 4 : 8);
if (world.rank === 0) console.log(`${mpi.flavor} ${sizes.length} ${checked}`);
await mpi.finalize();
