import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pcg64, type Pcg64State, type SamplerState, type TemperedChainState } from '@epsie/core';
import { encodeState } from '@epsie/io/codec';
import type { ExecutionContext } from 'ava';
import { python, runPython, testWithPython } from '../helpers/python.ts';
import { setups } from './setups.ts';

const READ_ALL = `
import json, sys, zlib
import numpy as np

file = sys.argv[1]
arrays = np.load(file, allow_pickle=False)
names = [name for name in arrays.files if name != 'meta.json']
with open(file, 'rb') as f:
    content = f.read()
print(json.dumps({
    'meta': json.loads(arrays['meta.json']),
    'sealed': content[-20:].decode() == 'epsie crc32=%08x' % zlib.crc32(content[:-20]),
    'arrays': {
        name: {'dtype': arrays[name].dtype.str, 'shape': arrays[name].shape, 'bytes': arrays[name].tobytes().hex()}
        for name in names
    },
}))
`;

const DRAW = `
import json, sys
import numpy as np

arrays = np.load(sys.argv[1], allow_pickle=False)
draws = []
for chain in range(int(sys.argv[2])):
    whole = lambda name: sum(int(limb) << (64 * i) for i, limb in enumerate(arrays['state.chains.random.' + name][chain]))
    generator = np.random.PCG64()
    generator.state = {
        'bit_generator': 'PCG64',
        'state': {'state': whole('state'), 'inc': whole('inc')},
        'has_uint32': int(arrays['state.chains.random.hasUint32'][chain]),
        'uinteger': int(arrays['state.chains.random.uinteger'][chain]),
    }
    half = generator.ctypes.next_uint32(generator.ctypes.state)
    draws.append([str(half)] + [str(draw) for draw in generator.random_raw(1000)])
print(json.dumps(draws))
`;

type Read = {
  readonly meta: { readonly format: string; readonly state: { readonly iterations: number } };
  readonly sealed: boolean;
  readonly arrays: {
    readonly [name: string]: { readonly dtype: string; readonly shape: number[]; readonly bytes: string };
  };
};

const test = testWithPython(['numpy']);

/** A tempered state as a file. */
async function saved(t: ExecutionContext): Promise<{ file: string; state: SamplerState }> {
  const folder = await mkdtemp(join(tmpdir(), 'epsie-codec-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const sampler = await (setups[2] as (typeof setups)[number]).start();
  await sampler.run(30);
  const file = join(folder, 'ck.npz');
  await writeFile(file, encodeState(sampler.state));
  return { file, state: sampler.state };
}

const hex = (arrays: readonly ArrayBufferView[]): string =>
  arrays
    .map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('hex'),
    )
    .join('');

const limbs = (value: bigint): BigUint64Array => BigUint64Array.of(value & 0xffff_ffff_ffff_ffffn, value >> 64n);

test('NumPy reads every number to the last bit', async (t) => {
  const written = await saved(t);
  const { arrays, meta, sealed } = JSON.parse(runPython(READ_ALL, [written.file])) as Read;
  const chains = written.state.chains as readonly TemperedChainState[];
  const levels = chains.flatMap((chain) => chain.levels);
  const numbers = (values: readonly number[]) => hex([Float64Array.from(values)]);
  const expectations = {
    'state.chains.levels.position': ['<f8', [3, 4, 13], hex(levels.map(({ position }) => position))],
    'state.chains.levels.logLikelihood': ['<f8', [3, 4], numbers(levels.map((level) => level.logLikelihood))],
    'state.chains.levels.blob.lines': ['<f8', [3, 4], numbers(levels.map(({ blob }) => blob?.['lines'] as number))],
    'state.chains.levels.proposals.1.std': [
      '<f8',
      [3, 4, 1],
      hex(levels.map(({ proposals }) => proposals[1]?.['std'] as Float64Array)),
    ],
    'state.chains.betas': ['<f8', [3, 4], hex(chains.map(({ betas }) => betas))],
    'state.chains.random.state': ['<u8', [3, 2], hex(chains.map(({ random }) => limbs(random.state)))],
    'state.chains.random.hasUint32': [
      '|b1',
      [3],
      hex([Uint8Array.from(chains, ({ random }) => Number(random.hasUint32))]),
    ],
    'state.startPositions': ['<f8', [3, 4, 13], hex(written.state.startPositions.flat())],
  } as const;
  for (const [name, [dtype, shape, bytes]] of Object.entries(expectations))
    t.deepEqual(arrays[name], { dtype, shape: [...shape], bytes }, name);
  t.is(meta.format, 'epsie-state');
  t.is(meta.state.iterations, 30);
  t.true(sealed, 'the checksum is that of zlib');
});

test("NumPy's generator continues from the state of the chain's", async (t) => {
  const written = await saved(t);
  const { chains } = written.state;
  const draws = JSON.parse(runPython(DRAW, [written.file, String(chains.length)])) as string[][];
  t.deepEqual(
    draws,
    chains.map(({ random }) => drawn(random)),
  );
});

function drawn(state: Pcg64State): string[] {
  const generator = new Pcg64(state);
  const half = String(generator.nextUint32());
  return [half, ...Array.from({ length: 1000 }, () => String(generator.nextUint64()))];
}

test('unzip programs accept the files', async (t) => {
  const written = await saved(t);
  const output = execFileSync(python(['numpy']) as string, ['-m', 'zipfile', '-t', written.file], { encoding: 'utf8' });
  t.is(output.trim(), 'Done testing');
});
