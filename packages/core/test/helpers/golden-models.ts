import type { Evaluation, ModelFunction } from '@epsie/core';

/** A model of a golden chain; `formula` in the file says the same in words. */
export type GoldenModel = {
  readonly name: string;
  readonly constants: unknown;
  readonly blobs: readonly string[] | null;
};

type Factory<C> = (constants: C, withBlobs: boolean) => ModelFunction<string>;

/** The models by name. The order of operations is that of the reference: the last bit can decide whether a number is drawn. */
const factories: { readonly [name: string]: Factory<never> } = { gauss, gauss5, bimodal };

/** The model of a golden chain. */
export function goldenModel({ name, constants, blobs }: GoldenModel): ModelFunction<string> {
  const factory = factories[name];
  if (factory === undefined) throw new TypeError(`No model is called ${name}`);
  return factory(constants as never, blobs !== null);
}

const OUTSIDE: Evaluation = { logLikelihood: Number.NaN, logPrior: Number.NEGATIVE_INFINITY };

const isWithin = (x: number, lower: number, upper: number): boolean => x >= lower && x <= upper;

type Gauss = {
  readonly params: readonly string[];
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly norm: readonly number[];
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  readonly logp: number;
  /** Below this value of a parameter the likelihood is 0. */
  readonly cut?: { readonly param: string; readonly below: number };
};

/** Independent normals in a box. */
function gauss(c: Gauss, withBlobs: boolean): ModelFunction<string> {
  return (x) => {
    let logLikelihood = 0;
    const blob: { [name: string]: number } = {};
    for (const [i, name] of c.params.entries()) {
      const value = x[name] as number;
      if (!isWithin(value, c.lo[i] as number, c.hi[i] as number)) return OUTSIDE;
      const z = (value - (c.mean[i] as number)) / (c.std[i] as number);
      const term = -0.5 * z * z - (c.norm[i] as number);
      logLikelihood += term;
      blob[`${name}_logl`] = term;
    }
    if (c.cut !== undefined && (x[c.cut.param] as number) < c.cut.below) logLikelihood = Number.NEGATIVE_INFINITY;
    return { logLikelihood, logPrior: c.logp, ...(withBlobs ? { blob } : {}) };
  };
}

type Gauss5 = {
  readonly mean: readonly number[];
  readonly prec: readonly (readonly number[])[];
  readonly lo: number;
  readonly hi: number;
  readonly logp: number;
};

/** A correlated normal of y0 … y4, given by its precision matrix. */
function gauss5(c: Gauss5): ModelFunction<string> {
  return (x) => {
    const y = c.mean.map((_, i) => x[`y${i}`] as number);
    if (!y.every((value) => isWithin(value, c.lo, c.hi))) return OUTSIDE;
    const d = y.map((value, i) => value - (c.mean[i] as number));
    let sum = 0;
    for (const [i, row] of c.prec.entries()) {
      const product = row.reduce((total, element, j) => total + element * (d[j] as number), 0);
      sum += (d[i] as number) * product;
    }
    return { logLikelihood: -0.5 * sum, logPrior: c.logp };
  };
}

type Bimodal = {
  readonly mean: readonly (readonly [number, number])[];
  readonly std: readonly number[];
  readonly amp: readonly number[];
  readonly lo: number;
  readonly hi: number;
  readonly logp: number;
};

/** Two round normals of x0 and x1, far apart. */
function bimodal(c: Bimodal): ModelFunction<string> {
  return ({ x0, x1 }) => {
    const x = x0 as number;
    const y = x1 as number;
    if (!isWithin(x, c.lo, c.hi) || !isWithin(y, c.lo, c.hi)) return OUTSIDE;
    const modes = c.mean.map(([mx, my], mode) => {
      const dx = (x - mx) / (c.std[mode] as number);
      const dy = (y - my) / (c.std[mode] as number);
      return -0.5 * dx * dx - 0.5 * dy * dy + (c.amp[mode] as number);
    });
    const largest = Math.max(...modes);
    const sum = modes.reduce((total, mode) => total + Math.exp(mode - largest), 0);
    return { logLikelihood: largest + Math.log(sum), logPrior: c.logp };
  };
}
