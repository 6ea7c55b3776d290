import type { Pcg64State } from '@epsie/core';

/** Shapes of the files in `test/fixtures/rng`, which NumPy 1.24 produced. Integers above 2^53 are decimal strings. */
export type SavedState = { state: string; inc: string; has_uint32: 0 | 1; uinteger: number };

/** Converts a saved state of a generator to the form of this package. */
export const toState = (saved: SavedState): Pcg64State => ({
  state: BigInt(saved.state),
  inc: BigInt(saved.inc),
  hasUint32: saved.has_uint32 === 1,
  uinteger: saved.uinteger,
});

export type SpawnedSequence = { spawn_key: number[]; pool?: number[]; generate_state_4_uint64: string[] };

export type Draws = { args: number[]; n: number; values: number[]; after: SavedState };

export type SeedFixture = {
  seed: string;
  SeedSequence: {
    pool: number[];
    generate_state_8_uint32: number[];
    generate_state_13_uint32: number[];
    generate_state_4_uint64: string[];
    spawn_5: SpawnedSequence[];
    spawn_2_more: SpawnedSequence[];
    grandchildren_of_2: SpawnedSequence[];
  };
  create_bit_generator: { [stream: string]: SavedState };
  create_bit_generators_4: SavedState[];
  create_bit_generators_1: SavedState[];
  raw64: { values: string[]; after: SavedState };
  draws: { [kind: string]: Draws } & {
    normal_vector: { loc: number[]; scale: number[]; n: number; values: number[][]; after: SavedState };
  };
  shuffle: { n: number; result: number[]; after: SavedState }[];
  choice_p: { p: number[]; values: number[]; after: SavedState }[];
  choice_noreplace: { n: number; k: number; result: number[]; after: SavedState }[];
  choice_noreplace_tailshuffle: { n: number; k: number; result: number[]; after: SavedState };
  mixed: { call: string; args: unknown[]; result: number | number[]; after: SavedState }[];
  advance: { delta: string; after: SavedState; next_raw: string[] }[];
  advance_clears_half_buffer: { before: SavedState; delta: string; after: SavedState };
  jumped: { jumps: number; after: SavedState; next_raw: string[] }[];
};

export type SlowPathDraw = { state: string; inc: string; value: number; state_after: string };

export type SlowPathFixture = { standard_normal: SlowPathDraw[]; standard_exponential: SlowPathDraw[] };
