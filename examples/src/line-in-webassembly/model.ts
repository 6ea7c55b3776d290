import { readFile } from 'node:fs/promises';
import { type BatchFunction, defineModelFactory } from '@epsie/core';
import { normal } from '@epsie/priors';
import wabt from 'wabt';

/** Measurements with standard deviations of 1. */
export type Data = { readonly times: readonly number[]; readonly values: readonly number[] };

type Parameter = 'offset' | 'slope';

type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly evaluate: (data: number, n: number, points: number, count: number, out: number) => void;
};

const PAGE = 65_536;

/** A straight line, whose likelihood is a function of many points in WebAssembly. The module is compiled once per process. */
export const lineInWebAssembly = defineModelFactory(
  import.meta.url,
  { prior: { offset: normal(0, 10), slope: normal(0, 10) }, logLikelihoodBatch },
  'lineInWebAssembly',
);

async function logLikelihoodBatch({ times, values }: Data): Promise<BatchFunction<Parameter>> {
  const { memory, evaluate } = await instantiate();
  const data = Float64Array.from([...times, ...values]);
  const points = data.byteLength;
  new Float64Array(memory.buffer).set(data);
  return ({ offset }, { logLikelihood }) => {
    const count = logLikelihood.length;
    const out = points + 2 * 8 * count;
    const missing = out + 8 * count - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    // The offsets and the slopes of a batch are parts of one buffer, so they are copied in one go.
    new Float64Array(memory.buffer, points, 2 * count).set(new Float64Array(offset.buffer, 0, 2 * count));
    evaluate(0, times.length, points, count, out);
    logLikelihood.set(new Float64Array(memory.buffer, out, count));
  };
}

/** Assembles the text of the module. One that is compiled from C or Rust is read from its file instead. */
async function instantiate(): Promise<Exports> {
  const text = await readFile(new URL('../../src/line-in-webassembly/line.wat', import.meta.url));
  const { parseWat } = await wabt();
  const { buffer } = parseWat('line.wat', text).toBinary({});
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(buffer));
  return instance.exports as Exports;
}
