import { expected, expectInteger, rangeError, typeError } from '@epsie/core/checks';

/**
 * Checks for a list of chains, each a list of numbers. Returns them as typed arrays, which are copies unless they were such arrays.
 *
 * @throws TypeError that names the argument, what was expected and what came
 */
export function expectChains(chains: unknown): readonly Float64Array[] {
  if (!Array.isArray(chains))
    throw typeError(expected('chains', 'an array of chains, each an array of numbers', chains));
  if (typeof chains[0] === 'number')
    throw typeError(`${expected('chains[0]', 'an array of numbers', chains[0])}. Pass a single chain as \`[chain]\``);
  return chains.map((chain, c) => expectChain(`chains[${c}]`, chain));
}

/** Checks for a list of numbers. Returns it as a typed array, which is a copy unless it was such an array. */
export function expectChain(name: string, chain: unknown): Float64Array {
  if (chain instanceof Float64Array) return chain;
  if (ArrayBuffer.isView(chain) && isNumeric(chain)) return Float64Array.from(chain);
  if (!Array.isArray(chain)) throw typeError(expected(name, 'an array of numbers', chain));
  const wrong = chain.findIndex((x) => typeof x !== 'number');
  if (wrong >= 0) throw typeError(expected(`${name}[${wrong}]`, 'a number', chain[wrong]));
  return Float64Array.from(chain as number[]);
}

/** Checks for chains of one length. */
export function expectEqualLengths(chains: readonly Float64Array[]): void {
  const length = chains[0]?.length ?? 0;
  const other = chains.findIndex((chain) => chain.length !== length);
  if (other < 0) return;
  const message = expected(`chains[${other}].length`, `${length}, that of \`chains[0]\``, chains[other]?.length);
  throw rangeError(`${message}. Leave out the first draws of the longer chains`);
}

/** Checks for a number from 0 to 1. */
export function expectProbability(name: string, p: unknown): number {
  if (typeof p !== 'number') throw typeError(expected(name, 'a number from 0 to 1', p));
  const percent = p > 1 && p <= 100 ? `. Write ${p / 100} for ${p} %` : '';
  if (!(p >= 0 && p <= 1)) throw rangeError(`${expected(name, 'a number from 0 to 1', p)}${percent}`);
  return p;
}

/** Checks for a number of iterations to leave out. */
export function expectIterations(burnIn: unknown): number {
  const message = 'Expected `burnIn` to be a number of iterations, got';
  if (burnIn === Number.POSITIVE_INFINITY)
    throw rangeError(
      `${message} Infinity, the burn-in of a chain that is not past it. Run longer, or use another test of burn-in`,
    );
  if (Array.isArray((burnIn as { readonly iterations?: unknown } | null)?.iterations))
    throw typeError(`${message} one per chain. Pass \`longest\` of that result`);
  return expectInteger('burnIn', burnIn, 0);
}

/** Checks for one label per chain. */
export function expectLabels(labels: unknown, chains: number): readonly unknown[] {
  if (!Array.isArray(labels)) throw typeError(expected('superchains', 'an array of one label per chain', labels));
  if (labels.length !== chains)
    throw rangeError(expected('superchains.length', `the number of chains (${chains})`, labels.length));
  return labels;
}

const isNumeric = (view: ArrayBufferView): view is Float32Array =>
  !(view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array);
