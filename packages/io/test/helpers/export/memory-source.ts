import type { Selection, Variable } from '@epsie/core';
import type { ExportSource } from '#src/export/export-format.js';

/** Options of a {@link memorySource}. */
export type MemorySourceOptions = {
  readonly chains?: number;
  readonly temperatures?: number;
  /** Draws per chain and temperature. */
  readonly length?: number;
  /** Iterations from one recorded draw to the next. */
  readonly every?: number;
  /** Sweeps, after every second iteration. */
  readonly sweeps?: number;
  readonly seed?: bigint;
  readonly variables?: readonly GivenVariable[];
  /** Numbers to use instead of the hashed ones. */
  value?(name: string, temperature: number, chain: number, draw: number): number | undefined;
};

/** A variable of doubles that keeps its name, unless stated. */
export type GivenVariable = Pick<Variable, 'name' | 'kind'> & Partial<Variable>;

/** Two parameters, all statistics and a blob. */
export const VARIABLES: readonly GivenVariable[] = [
  { name: 'mu', kind: 'parameter' },
  { name: 'log σ', kind: 'parameter' },
  { name: 'logLikelihood', kind: 'stat' },
  { name: 'logPrior', kind: 'stat' },
  { name: 'acceptanceRatio', kind: 'stat' },
  { name: 'accepted', kind: 'stat', type: 'uint8' },
  { name: 'distance', kind: 'blob' },
];

/** Creates a source whose numbers are hashes of their indices, so that any part can be computed at any time. */
export function memorySource(options: MemorySourceOptions = {}): ExportSource {
  const { chains = 2, temperatures = 1, length = 10, every = 1, sweeps = 0, seed = 7n } = options;
  const { variables = VARIABLES, value = () => undefined } = options;
  const draws = (name: string, selection: Selection): Promise<Float64Array> => {
    const { chain, temperature = 0 } = selection;
    const salt = saltOf(name);
    return pick(length, selection, (draw) => {
      const number = hash(salt, temperature, chain, draw);
      return value(name, temperature, chain, draw) ?? (name === 'accepted' ? Number(number > 0) : number);
    });
  };
  return {
    configuration: {
      kind: temperatures > 1 ? 'parallel-tempered' : 'metropolis-hastings',
      parameters: variables.filter(({ kind }) => kind === 'parameter').map(({ name }) => name),
      proposals: [],
      ...(temperatures > 1 || sweeps > 0
        ? { tempering: { betas: ladder(temperatures), swapInterval: 2, resetAfterSwap: false } }
        : {}),
    },
    seed,
    chains,
    temperatures,
    iterations: length * every,
    length,
    sweeps,
    variables: variables.map((variable) => ({ origin: variable.name, type: 'float64', ...variable })),
    created: '2026-01-02T03:04:05.000Z',
    samplingTime: 1.25,
    iterationOfDraw: (draw) => (draw + 1) * every,
    iterationOfSweep: (sweep) => (sweep + 1) * 2,
    draws,
    betas: (selection) => draws('beta', selection),
    swaps: (name, selection) =>
      pick(sweeps, selection, (sweep) => {
        const { chain, temperature = 0 } = selection;
        return name === 'index' ? (temperature + sweep) % temperatures : hash(saltOf(name), temperature, chain, sweep);
      }),
  };
}

const ladder = (temperatures: number): number[] => Array.from({ length: temperatures }, (_, i) => 2 ** -i);

function pick(length: number, selection: Selection, at: (place: number) => number): Promise<Float64Array> {
  const { from = 0, to = length, thin = 1 } = selection;
  if (from < 0 || to > length || to < from) return Promise.reject(new RangeError(`${from} to ${to} of ${length}`));
  const numbers = new Float64Array(Math.ceil((to - from) / thin));
  for (let i = 0; i < numbers.length; i++) numbers[i] = at(from + i * thin);
  return Promise.resolve(numbers);
}

const saltOf = (name: string): number => Array.from(Buffer.from(name)).reduce((salt, byte) => mix(salt ^ byte), 1);

/** A number in (−1, 1) with a full mantissa. */
function hash(name: number, temperature: number, chain: number, place: number): number {
  const low = mix(mix(mix(name) ^ temperature) ^ chain) ^ place;
  return mix(low) / 2 ** 31 + mix(low ^ 0x5bd1e995) / 2 ** 63;
}

function mix(value: number): number {
  let z = Math.imul(value + 0x9e3779b9, 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
