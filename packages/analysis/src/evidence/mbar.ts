import type { Level } from './levels.ts';
import { type Memberships, memberships, membershipsByChain, noMemberships } from './memberships.ts';
import { solve } from './solve.ts';

const STEPS = 100;

/** The solution of MBAR. */
export type Mbar = {
  /** log N − log Z per level: a draw came from level k with a probability ∝ e^{β_k l + b_k}. */
  readonly b: Float64Array;
  /** log Z per level, 0 at the hottest. */
  readonly logZ: Float64Array;
  /** Standard error of log Z at β = 1 for independent draws. */
  readonly asymptoticError: number;
  /** log Z at β = 1 without each of the chains; empty for one chain. */
  readonly leftOut: readonly number[];
  /** Changes of b without each of the chains, 0 at the hottest level; NaN if there is no solution. Empty for one chain. */
  readonly changes: readonly Float64Array[];
};

/**
 * Solves the equations of MBAR (Shirts & Chodera 2008, J. Chem. Phys. 129, 124105) by Newton's method, in b_k = log N_k − f_k: the expected
 * members of every level are its draws. The estimate without a chain is one Newton step from the solution.
 *
 * @param start log Z per level, 0 at the hottest
 */
export function mbar(levels: readonly Level[], start: Float64Array): Mbar {
  const counts = Float64Array.from(levels, (level) => level.draws.length);
  let b: Float64Array = start.map((f, k) => Math.log(counts[k] as number) - f);
  // Newton converges quadratically: after a step of 1e-7 the next one is below rounding.
  for (let i = 0, size = 1; i < STEPS && size > 1e-7; i++) {
    const step = newtonStep(memberships(levels, b), counts);
    if (step === undefined) break;
    const limit = Math.max(...step.map(Math.abs));
    b = moved(b, step, Math.min(1, 5 / limit));
    size = limit;
  }
  const { total, byChain } = membershipsByChain(levels, b);
  const without = byChain.length < 2 ? [] : byChain.map((one, c) => leaveOut(levels, b, total, one, c));
  return {
    b,
    logZ: logZ(b, counts),
    asymptoticError: asymptoticError(total, counts),
    leftOut: without.map(({ logZ: differences }) => differences.at(-1) as number),
    changes: without.map(({ change }) => change),
  };
}

function logZ(b: Float64Array, counts: Float64Array): Float64Array {
  const f = b.map((x, k) => Math.log(counts[k] as number) - x);
  return f.map((x) => x - (f[0] as number));
}

// The hottest level is fixed, since only differences are determined.
function newtonStep({ first, second }: Memberships, counts: Float64Array): Float64Array | undefined {
  const missing = counts.map((n, k) => n - (first[k] as number)).subarray(1);
  return solve(hessian(first, second), missing);
}

function hessian(first: Float64Array, second: readonly Float64Array[]): Float64Array[] {
  const rows = second.map((row, k) => row.map((x, j) => (k === j ? (first[k] as number) : 0) - x));
  return rows.slice(1).map((row) => row.subarray(1));
}

const moved = (b: Float64Array, step: Float64Array, by: number): Float64Array =>
  b.map((x, k) => (k === 0 ? x : x + by * (step[k - 1] as number)));

// xᵀ V x with H x = e(β = 1) and V = P − P N⁻¹ P, the covariance of the sums of p for draws stratified by level.
function asymptoticError({ first, second }: Memberships, counts: Float64Array): number {
  const unit = new Float64Array(counts.length - 1);
  unit[unit.length - 1] = 1;
  const x = solve(hessian(first, second), unit);
  if (x === undefined) return Number.NaN;
  const product = second.map((row) => x.reduce((sum, value, k) => sum + value * (row[k + 1] as number), 0));
  const spread = x.reduce((sum, value, k) => sum + value * (product[k + 1] as number), 0);
  const between = product.reduce((sum, value, k) => sum + value ** 2 / (counts[k] as number), 0);
  return Math.sqrt(Math.max(0, spread - between));
}

function leaveOut(
  levels: readonly Level[],
  b: Float64Array,
  all: Memberships,
  one: Memberships,
  c: number,
): { readonly change: Float64Array; readonly logZ: Float64Array } {
  const counts = Float64Array.from(levels, (level) => level.draws.length - (level.chains[c]?.length ?? 0));
  const step = newtonStep(difference(all, one), counts) ?? new Float64Array(b.length - 1).fill(Number.NaN);
  return { change: Float64Array.of(0, ...step), logZ: logZ(moved(b, step, 1), counts) };
}

function difference(all: Memberships, some: Memberships): Memberships {
  const rest = noMemberships(all.first.length);
  for (const k of rest.first.keys()) {
    rest.first[k] = (all.first[k] as number) - (some.first[k] as number);
    (rest.second[k] as Float64Array).forEach((_, j, row) => {
      row[j] = (all.second[k]?.[j] as number) - (some.second[k]?.[j] as number);
    });
  }
  return rest;
}
