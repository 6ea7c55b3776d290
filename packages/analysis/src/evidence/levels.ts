import { expected, expectOptions, rangeError, typeError } from '@epsie/core/checks';
import { expectChain } from '../checks/arguments.ts';

/** The draws of one level. */
export type Level = {
  readonly beta: number;
  /** Position of the level in the caller's arrays. */
  readonly index: number;
  /** Log likelihoods per chain, minus the shift of all levels. */
  readonly chains: readonly Float64Array[];
  /** The same of all chains, one after the other. */
  readonly draws: Float64Array;
};

/** The levels from the hottest to the coldest, and the number that was subtracted from every log likelihood. */
export type Levels = { readonly levels: readonly Level[]; readonly shift: number };

/** Checks the log likelihoods of every level. Returns the levels from the hottest to the coldest, shifted to a largest value of 0. */
export function toLevels(source: unknown): Levels {
  expectOptions('evidenceOf', source, ['betas', 'logLikelihood'], '{ betas, logLikelihood }');
  const { betas, logLikelihood } = source as { betas?: unknown; logLikelihood?: unknown };
  const temperatures = expectBetas(betas);
  const chains = expectLevels(logLikelihood, temperatures);
  const shift = largest(chains);
  const levels = chains.map((level, index) => shifted(temperatures[index] as number, index, level, shift));
  return { levels: levels.sort((a, b) => a.beta - b.beta), shift };
}

function expectBetas(betas: unknown): Float64Array {
  const values = expectChain('betas', betas);
  if (values.length < 2) throw rangeError(expected('betas', 'the β of at least two levels', betas));
  const wrong = values.findIndex((beta) => !(beta >= 0 && beta <= 1));
  if (wrong >= 0) throw rangeError(expected(`betas[${wrong}]`, 'a number from 0 to 1', values[wrong]));
  if (!values.includes(1))
    throw rangeError(`${expected('betas', 'levels with one at β = 1', betas)}. Add the draws of the posterior`);
  const twice = values.findIndex((beta, k) => values.indexOf(beta) !== k);
  if (twice < 0) return values;
  throw rangeError(
    `${expected(`betas[${twice}]`, 'distinct from the others', values[twice])}. Join equal levels into one`,
  );
}

function expectLevels(logLikelihood: unknown, betas: Float64Array): Float64Array[][] {
  const what = 'an array of levels, each an array of chains';
  if (!Array.isArray(logLikelihood)) throw typeError(expected('logLikelihood', what, logLikelihood));
  if (logLikelihood.length !== betas.length)
    throw rangeError(
      expected('logLikelihood.length', `the number of \`betas\` (${betas.length})`, logLikelihood.length),
    );
  const levels = logLikelihood.map((chains, k) => expectLevel(`logLikelihood[${k}]`, chains, betas[k] as number));
  const chains = levels[0]?.length as number;
  const other = levels.findIndex((level) => level.length !== chains);
  if (other < 0) return levels;
  const wanted = `the number of chains of the first level (${chains})`;
  throw rangeError(expected(`logLikelihood[${other}].length`, wanted, levels[other]?.length));
}

function expectLevel(name: string, chains: unknown, beta: number): Float64Array[] {
  if (!Array.isArray(chains)) throw typeError(expected(name, 'an array of chains, each an array of numbers', chains));
  if (chains.length === 0) throw rangeError(expected(name, 'at least one chain', chains));
  const level = chains.map((chain, c) => expectDraws(`${name}[${c}]`, chain, beta));
  if (level.some((chain) => chain.some(Number.isFinite))) return level;
  throw rangeError(
    `Expected a finite log likelihood in \`${name}\` (β = ${beta}), got −Infinity in every draw. Sample longer`,
  );
}

function expectDraws(name: string, chain: unknown, beta: number): Float64Array {
  const draws = expectChain(name, chain);
  if (draws.length === 0) throw rangeError(`${expected(name, 'at least one draw', chain)}. Leave out empty chains`);
  const wrong = draws.findIndex((l) => !(Number.isFinite(l) || (l === Number.NEGATIVE_INFINITY && beta === 0)));
  if (wrong < 0) return draws;
  const what = beta === 0 ? 'a finite number or −Infinity' : 'a finite number (−Infinity is possible at β = 0 alone)';
  throw rangeError(expected(`${name}[${wrong}]`, what, draws[wrong]));
}

function largest(levels: readonly (readonly Float64Array[])[]): number {
  let max = Number.NEGATIVE_INFINITY;
  for (const chain of levels.flat()) for (const l of chain) max = Math.max(max, l);
  return max;
}

function shifted(beta: number, index: number, chains: readonly Float64Array[], shift: number): Level {
  const moved = chains.map((chain) => chain.map((l) => l - shift));
  const draws = new Float64Array(moved.reduce((n, chain) => n + chain.length, 0));
  let at = 0;
  for (const chain of moved) {
    draws.set(chain, at);
    at += chain.length;
  }
  return { beta, index, chains: moved, draws };
}
