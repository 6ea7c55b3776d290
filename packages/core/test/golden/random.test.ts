import { readdirSync, readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { createBitGenerator, createBitGenerators, Pcg64 } from '#src/random/pcg64.js';
import { Random } from '#src/random/random.js';
import { SeedSequence } from '#src/random/seed-sequence.js';
import {
  type Draws,
  type SeedFixture,
  type SlowPathFixture,
  type SpawnedSequence,
  toState,
} from './random-fixtures.ts';

const folder = new URL('../../test/fixtures/rng/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

const strings = (values: Iterable<bigint>) => Array.from(values, String);
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

/** Returns whether two numbers differ by at most one unit in the last place, as `exp` and `log` may between V8 and C. */
function isClose(t: ExecutionContext, actual: readonly number[], expected: readonly number[]): void {
  t.is(actual.length, expected.length);
  for (const [i, value] of actual.entries()) {
    const wanted = expected[i] as number;
    t.true(Math.abs(value - wanted) <= Number.EPSILON * Math.abs(wanted), `${i}: ${value} is not ${wanted}`);
  }
}

for (const name of readdirSync(folder).filter((file) => file.startsWith('seed_'))) {
  const golden = read(name) as SeedFixture;
  const seed = BigInt(golden.seed);
  const fresh = () => new Random(createBitGenerator(seed));

  test(`${name}: SeedSequence`, (t) => {
    const expected = golden.SeedSequence;
    const sequence = new SeedSequence(seed);
    t.deepEqual([...sequence.pool], expected.pool);
    t.deepEqual([...sequence.generateState(8)], expected.generate_state_8_uint32);
    t.deepEqual([...sequence.generateState(13, 'uint32')], expected.generate_state_13_uint32);
    t.deepEqual(strings(sequence.generateState(4, 'uint64')), expected.generate_state_4_uint64);
    const same = (child: SeedSequence, saved: SpawnedSequence) => {
      t.deepEqual(child.spawnKey, saved.spawn_key);
      if (saved.pool !== undefined) t.deepEqual([...child.pool], saved.pool);
      t.deepEqual(strings(child.generateState(4, 'uint64')), saved.generate_state_4_uint64);
    };
    const children = sequence.spawn(5);
    children.forEach((child, i) => void same(child, expected.spawn_5[i] as SpawnedSequence));
    sequence.spawn(2).forEach((child, i) => void same(child, expected.spawn_2_more[i] as SpawnedSequence));
    const grandchildren = (children[2] as SeedSequence).spawn(expected.grandchildren_of_2.length);
    grandchildren.forEach((child, i) => void same(child, expected.grandchildren_of_2[i] as SpawnedSequence));
  });

  test(`${name}: bit generators`, (t) => {
    for (const [stream, saved] of Object.entries(golden.create_bit_generator)) {
      t.deepEqual(createBitGenerator(seed, Number(stream)).state, toState(saved));
    }
    const states = (n: number) => createBitGenerators(n, seed).map((generator) => generator.state);
    t.deepEqual(states(4), golden.create_bit_generators_4.map(toState));
    t.deepEqual(states(1), golden.create_bit_generators_1.map(toState));
  });

  test(`${name}: raw64`, (t) => {
    const random = fresh();
    t.deepEqual(
      times(64, () => String(random.nextUint64())),
      golden.raw64.values,
    );
    t.deepEqual(random.state, toState(golden.raw64.after));
  });

  const draws: { [kind: string]: (random: Random, args: number[]) => number } = {
    random: (random) => random.random(),
    standard_normal: (random) => random.standardNormal(),
    uniform: (random, [low, high]) => random.uniform(low as number, high as number),
    normal: (random, [mean, std]) => random.normal(mean as number, std as number),
    lognormal: (random, [mean, sigma]) => random.logNormal(mean as number, sigma as number),
    standard_exponential: (random) => random.standardExponential(),
  };

  for (const [kind, draw] of Object.entries(draws)) {
    test(`${name}: ${kind}`, (t) => {
      const { args, n, values, after } = golden.draws[kind] as Draws;
      const random = fresh();
      const drawn = times(n, () => draw(random, args));
      if (kind === 'random' || kind === 'uniform') t.deepEqual(drawn, values);
      else isClose(t, drawn, values);
      t.deepEqual(random.state, toState(after));
    });
  }

  test(`${name}: normal_vector`, (t) => {
    const { loc, scale, n, values, after } = golden.draws.normal_vector;
    const random = fresh();
    const drawn = times(n, () => loc.map((mean, i) => random.normal(mean, scale[i] as number)));
    isClose(t, drawn.flat(), values.flat());
    t.deepEqual(random.state, toState(after));
  });

  test(`${name}: shuffle`, (t) => {
    const random = fresh();
    for (const { n, result, after } of golden.shuffle) {
      const items = Int32Array.from({ length: n }, (_, i) => i);
      random.shuffle(items);
      t.deepEqual([...items], result);
      t.deepEqual(random.state, toState(after));
    }
  });

  test(`${name}: choice`, (t) => {
    for (const { p, values, after } of golden.choice_p) {
      const random = fresh();
      t.deepEqual(
        values.map(() => random.choice(p.length, p)),
        values,
      );
      t.deepEqual(random.state, toState(after));
    }
  });

  test(`${name}: sample`, (t) => {
    const random = fresh();
    for (const { n, k, result, after } of golden.choice_noreplace) {
      const items = Array.from({ length: n }, (_, i) => i * 3 + 100);
      t.deepEqual(random.sample(items, k), result);
      t.deepEqual(random.state, toState(after));
    }
  });

  test(`${name}: sample by shuffling the tail`, (t) => {
    const { n, k, result, after } = golden.choice_noreplace_tailshuffle;
    const random = fresh();
    const items = Array.from({ length: n }, (_, i) => i);
    t.deepEqual(random.sample(items, k), result);
    t.deepEqual(random.state, toState(after));
  });

  test(`${name}: mixed 32- and 64-bit draws`, (t) => {
    const calls: { [call: string]: (random: Random, args: never[]) => number | number[] } = {
      choice_noreplace: (random, [n, k]) => random.sample([...Array(n).keys()], k as unknown as number),
      normal: (random, [mean, std]) => random.normal(mean as unknown as number, std as unknown as number),
      uniform: (random) => random.uniform(0, 1),
      choice_p: (random, [p]) => random.choice((p as unknown as number[]).length, p as unknown as number[]),
      random_size2: (random) => [random.random(), random.random()],
      lognormal: (random, [mean, sigma]) => random.logNormal(mean as unknown as number, sigma as unknown as number),
      shuffle: (random, [n]) => {
        const items = [...Array(n).keys()];
        random.shuffle(items);
        return items;
      },
    };
    const random = fresh();
    for (const { call, args, result, after } of golden.mixed) {
      const drawn = calls[call]?.(random, args as never[]) as number | number[];
      isClose(t, [drawn].flat(), [result].flat());
      t.deepEqual(random.state, toState(after));
    }
  });

  test(`${name}: advance`, (t) => {
    for (const { delta, after, next_raw } of golden.advance) {
      const random = fresh();
      random.advance(BigInt(delta));
      t.deepEqual(random.state, toState(after));
      t.deepEqual(
        next_raw.map(() => String(random.nextUint64())),
        next_raw,
      );
    }
    const { before, delta, after } = golden.advance_clears_half_buffer;
    const generator = new Pcg64(toState(before));
    generator.advance(BigInt(delta));
    t.deepEqual(generator.state, toState(after));
  });

  test(`${name}: jumped`, (t) => {
    for (const { jumps, after, next_raw } of golden.jumped) {
      const origin = fresh();
      const random = origin.jumped(jumps);
      t.deepEqual(origin.state, fresh().state);
      t.deepEqual(random.state, toState(after));
      t.deepEqual(
        next_raw.map(() => String(random.nextUint64())),
        next_raw,
      );
    }
  });
}

const slowPaths = read('ziggurat_slow_paths.json') as SlowPathFixture;
const slowDraws = {
  standard_normal: (random: Random) => random.standardNormal(),
  standard_exponential: (random: Random) => random.standardExponential(),
} as const;

for (const kind of ['standard_normal', 'standard_exponential'] as const) {
  test(`ziggurat_slow_paths: ${kind}`, (t) => {
    for (const { state, inc, value, state_after } of slowPaths[kind]) {
      const saved = { inc: BigInt(inc), hasUint32: false, uinteger: 0 };
      const random = new Random(new Pcg64({ ...saved, state: BigInt(state) }));
      isClose(t, [slowDraws[kind](random)], [value]);
      t.deepEqual(random.state, { ...saved, state: BigInt(state_after) });
    }
  });
}
