/**
 * An object with a getter for every name, each called once, at the first look.
 *
 * @param names the keys
 * @param get makes the value of a key, by its index
 */
export function lazyByName<P extends string, V>(
  names: readonly P[],
  get: (index: number) => V,
): { readonly [K in P]: V } {
  const view = {};
  for (const [index, name] of names.entries()) {
    Object.defineProperty(view, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = get(index);
        Object.defineProperty(view, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return view as { readonly [K in P]: V };
}

/** `[chain]`, or with tempering `[temperature][chain]`. */
export function byChain<V>(
  tempered: boolean,
  levels: number,
  chains: number,
  get: (level: number, chain: number) => V,
): V[] | V[][] {
  const row = (level: number): V[] => Array.from({ length: chains }, (_, chain) => get(level, chain));
  return tempered ? Array.from({ length: levels }, (_, level) => row(level)) : row(0);
}

/** One number per chain as an array, or with tempering one such array per temperature. */
export function currentByChain(
  tempered: boolean,
  levels: number,
  chains: number,
  get: (level: number, chain: number) => number,
): Float64Array | Float64Array[] {
  const row = (level: number): Float64Array => Float64Array.from({ length: chains }, (_, chain) => get(level, chain));
  return tempered ? Array.from({ length: levels }, (_, level) => row(level)) : row(0);
}
