import { andrieuThoms, defineModel, normal, ParallelTemperedSampler, transferList } from '@epsie/core';
import test from 'ava';
import { packPlain, repackPlain } from '#src/data/pack.js';
import { advanceTask } from '#src/sampler/run/advance-task.js';

const data = () => ({
  name: 'x',
  none: null,
  missing: undefined,
  flag: true,
  big: 2n ** 100n,
  nested: [{ numbers: Float64Array.of(1, -0, Number.NaN) }, [Uint8Array.of(1, 2, 3), 4], []],
  words: BigInt64Array.of(-1n, 5n),
  half: Float32Array.of(0.5, 1.5, 2.5),
  empty: new Float64Array(0),
  ['__proto__']: { inner: Int32Array.of(7) },
});

test('packed data equal the original and share no memory with it', (t) => {
  const original = data();
  const { value } = packPlain(original);
  t.deepEqual(value, data());
  t.deepEqual(Object.keys(value), Object.keys(original));
  for (const array of arraysOf(value)) new Uint8Array(array.buffer).fill(9);
  t.deepEqual(original, data());
});

test('typed arrays of packed data are adjacent in one buffer', (t) => {
  const { value, buffer } = packPlain(data());
  const arrays = arraysOf(value);
  t.is(arrays.length, 6);
  for (const array of arrays) t.is(array.buffer, buffer);
  t.true(buffer.byteLength <= arrays.reduce((sum, { byteLength }) => sum + byteLength + 7, 0));
});

test('packing packed data again keeps every number, whatever the order of the arrays', (t) => {
  const { value } = packPlain({ a: Int32Array.of(1), b: Float64Array.of(2, 3), c: Uint8Array.of(4, 5, 6) });
  t.deepEqual(packPlain({ ...value }).value, value);
  const reversed = { c: value.c, b: value.b, a: value.a };
  t.deepEqual(packPlain(reversed).value, reversed);
  t.deepEqual(packPlain([value.b, value.b.subarray(1)]).value, [Float64Array.of(2, 3), Float64Array.of(3)]);
});

test('repacking copies nothing if all arrays are in the given buffer, and everything if one is not', (t) => {
  const { value, buffer } = packPlain({ a: Float64Array.of(1), b: [Float64Array.of(2)] });
  t.is(repackPlain(value, buffer).value, value);
  const replaced = { ...value, b: [Float64Array.of(3)] };
  const packed = repackPlain(replaced, buffer);
  t.deepEqual(packed.value, replaced);
  t.not(packed.buffer, buffer);
  for (const array of arraysOf(packed.value)) t.is(array.buffer, packed.buffer);
});

const model = defineModel(import.meta.url, ({ x, y }: { x: number; y: number }) => {
  return { logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) };
});

async function started(): Promise<ParallelTemperedSampler<'x' | 'y'>> {
  const proposals = [normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 1000 }) })];
  const options = { parameters: ['x', 'y'], model, chains: 2, betas: [1, 0.5, 0], seed: 1, proposals } as const;
  const sampler = new ParallelTemperedSampler(options);
  const start = [
    [0, 1],
    [0, 1],
    [0, 1],
  ];
  await sampler.start({ x: start, y: start });
  await sampler.run(10);
  return sampler;
}

test('the state that a chain returns is in one buffer, which pools may transfer', async (t) => {
  const sampler = await started();
  const { configuration, iterations: iteration, chains } = sampler.state;
  const state = chains[0];
  if (state === undefined) throw new Error('No chain');
  const source = { object: { evaluate: model as never } };
  const result = await advanceTask({ configuration, model: source, chain: 0, iteration, iterations: 5, state });
  if (!('state' in result)) throw new Error('The chain failed');
  const buffers = new Set(arraysOf(result.state).map(({ buffer }) => buffer));
  t.is(buffers.size, 1);
  t.deepEqual(transferList(result), [result.samples.buffer, ...buffers]);
});

test('each array in the state that a sampler returns has a separate buffer', async (t) => {
  const sampler = await started();
  const arrays = arraysOf(sampler.state);
  t.true(arrays.length > 30);
  for (const { buffer, byteLength } of arrays) t.is(buffer.byteLength, byteLength);
});

function arraysOf(value: unknown): ArrayBufferView[] {
  if (ArrayBuffer.isView(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(arraysOf);
}
