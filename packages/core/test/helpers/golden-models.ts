import { defineModelFactory, type Evaluation, type ModelFunction } from '@epsie/core';
import { batched } from './batched.ts';

/** A model of a golden chain; `formula` in the file describes it in words. */
export type GoldenModel = {
  readonly name: string;
  readonly constants: unknown;
  readonly blobs: readonly string[] | null;
};

type Factory<C> = (constants: C, withBlobs: boolean) => ModelFunction<string>;

/** The models by name. The order of operations is that of the reference: the last bit can decide whether a number is drawn. */
const factories: { readonly [name: string]: Factory<never> } = {
  gauss,
  gauss5,
  bimodal,
  angular,
  poisson,
  mixed,
  tdgauss,
  poly,
  solid,
};

/** The model of a golden chain. */
export function goldenModel({ name, constants, blobs }: GoldenModel): ModelFunction<string> {
  const factory = factories[name];
  if (factory === undefined) throw new TypeError(`No model is called ${name}`);
  return factory(constants as never, blobs !== null);
}

/** The model of a golden chain, for other processes. */
export const portableGoldenModel = defineModelFactory(import.meta.url, goldenModel, 'portableGoldenModel');

/** The model of a golden chain that evaluates many points at once. */
export const batchGoldenModel = defineModelFactory(
  import.meta.url,
  ({ asynchronous, ...model }: GoldenModel & { readonly asynchronous: boolean }) =>
    batched<string>({ evaluate: goldenModel(model) }, { asynchronous }),
  'batchGoldenModel',
);

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

type Angular = {
  readonly params: readonly string[];
  readonly phi0: readonly number[];
  readonly std: readonly number[];
  readonly norm: readonly number[];
  readonly logp: number;
};

/** Wrapped normals of angles. */
function angular(c: Angular): ModelFunction<string> {
  const turn = 2 * Math.PI;
  const modulo = (x: number): number => ((x % turn) + turn) % turn;
  return (x) => {
    let logLikelihood = 0;
    for (const [i, name] of c.params.entries()) {
      const value = x[name] as number;
      if (!isWithin(value, 0, turn)) return OUTSIDE;
      const z = (modulo(modulo(value) + (Math.PI - (c.phi0[i] as number))) - Math.PI) / (c.std[i] as number);
      logLikelihood += -0.5 * z * z - (c.norm[i] as number);
    }
    return { logLikelihood, logPrior: c.logp };
  };
}

type Poisson = {
  readonly params: readonly string[];
  readonly lam: readonly number[];
  readonly loglam: readonly number[];
  readonly kmin: readonly number[];
  readonly kmax: readonly number[];
  /** log k! at k. */
  readonly logfact: readonly number[];
  readonly logp: number;
};

/** Independent Poisson counts in a box. */
function poisson(c: Poisson): ModelFunction<string> {
  return (x) => {
    let logLikelihood = 0;
    for (const [i, name] of c.params.entries()) {
      const k = x[name] as number;
      if (!isWithin(k, c.kmin[i] as number, c.kmax[i] as number)) return OUTSIDE;
      logLikelihood += k * (c.loglam[i] as number) - (c.lam[i] as number) - (c.logfact[k] as number);
    }
    return { logLikelihood, logPrior: c.logp };
  };
}

/** A product of other models. */
function mixed({ parts }: { readonly parts: readonly GoldenModel[] }): ModelFunction<string> {
  const models = parts.map((part) => goldenModel({ ...part, blobs: null }));
  return (x) => {
    let logLikelihood = 0;
    let logPrior = 0;
    for (const model of models) {
      const part = model(x);
      if (part.logPrior === Number.NEGATIVE_INFINITY) return OUTSIDE;
      logLikelihood += part.logLikelihood;
      logPrior += part.logPrior;
    }
    return { logLikelihood, logPrior };
  };
}

/** The parameter that counts components. */
const INDEX = 'k';

type TdGauss = {
  readonly comp: readonly (readonly string[])[];
  readonly mean: readonly (readonly number[])[];
  readonly std: readonly (readonly number[])[];
  readonly gain: readonly number[];
  readonly lo: number;
  readonly hi: number;
  readonly kmax: number;
  readonly logp_k: number;
  readonly logp_x: number;
};

/** Normal components of which k are active. */
function tdgauss(c: TdGauss, withBlobs: boolean): ModelFunction<string> {
  return (x) => {
    if (!isWithin(x[INDEX] as number, 0, c.kmax)) return OUTSIDE;
    let logLikelihood = 0;
    let logPrior = c.logp_k;
    const blob = { nactive: 0, total: 0 };
    for (const [i, names] of c.comp.entries()) {
      if (Number.isNaN(x[names[0] as string])) continue;
      logLikelihood += c.gain[i] as number;
      blob.nactive++;
      for (const [j, name] of names.entries()) {
        const value = x[name] as number;
        if (!isWithin(value, c.lo, c.hi)) return OUTSIDE;
        logPrior += c.logp_x;
        blob.total += value;
        const z = (value - (c.mean[i]?.[j] as number)) / (c.std[i]?.[j] as number);
        logLikelihood -= 0.5 * z * z;
      }
    }
    return { logLikelihood, logPrior, ...(withBlobs ? { blob } : {}) };
  };
}

const COEFFICIENTS = [0, 1, 2, 3, 4, 5] as const;
const SIGNAL = [0, 2.5, 0.5, 0, 0, 0];

/** A polynomial of unknown coefficients against another one. */
function poly(c: { readonly logp_k: number; readonly logp_a: number }): ModelFunction<string> {
  return (x) => {
    if (!isWithin(x[INDEX] as number, 0, 5)) return OUTSIDE;
    const given = COEFFICIENTS.map((i) => x[`a${i}`] ?? Number.NaN);
    const active = given.filter((a) => !Number.isNaN(a));
    if (!active.every((a) => isWithin(a, 0, 4))) return OUTSIDE;
    const logPrior = active.reduce((sum) => sum + c.logp_a, c.logp_k);
    const coefficients = given.map((a) => (Number.isNaN(a) ? 0 : a));
    let sum = 0;
    for (let n = 0; n <= 50; n++) {
      const t = (n * 5) / 50;
      const difference = evaluate(SIGNAL, t) - evaluate(coefficients, t);
      sum += difference * difference;
    }
    return { logLikelihood: -sum, logPrior };
  };
}

const evaluate = (coefficients: readonly number[], t: number): number =>
  coefficients.reduceRight((y, coefficient) => y * t + coefficient, 0);

type Solid = {
  readonly params: readonly [azimuth: string, polar: string];
  readonly kappa: number;
  readonly lognorm: number;
  readonly logp: number;
  readonly radec: boolean;
  readonly degs: boolean;
};

/** A von Mises–Fisher distribution around (1, 1, 1). */
function solid(c: Solid): ModelFunction<string> {
  const mu = 1 / Math.sqrt(3);
  const perUnit = c.degs ? Math.PI / 180 : 1;
  const quarter = c.degs ? 90 : Math.PI / 2;
  return (x) => {
    const phi = (x[c.params[0]] as number) * perUnit;
    const theta = ((x[c.params[1]] as number) + (c.radec ? quarter : 0)) * perUnit;
    const s = Math.sin(theta);
    const cosine = mu * (s * Math.cos(phi)) + mu * (s * Math.sin(phi)) + mu * Math.cos(theta);
    return { logLikelihood: c.lognorm + c.kappa * cosine, logPrior: c.logp };
  };
}
