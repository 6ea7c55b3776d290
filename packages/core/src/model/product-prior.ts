import { quoted, unknownParameter } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { Random } from '../random/random.ts';
import { pointNumbers } from './point-numbers.ts';
import type { DeclaredPrior, JointPrior, JointPriorParameter, ParameterPrior, Prior, PriorDomain } from './prior.ts';

/** A factor of the density: the prior of one parameter, or a joint prior of several. */
type Factor = {
  readonly names: readonly string[];
  readonly single: ParameterPrior | undefined;
  readonly joint: JointPrior | undefined;
  /** The numbers of a joint prior in its order, which its `logDensity` reads. */
  readonly point: number[];
};

/** A declared prior at work. Its log density is the sum over the factors in the order of their declaration. */
export class ProductPrior<P extends string> implements Prior<P> {
  readonly parameters: readonly P[];
  readonly undrawable: readonly P[];
  readonly #declared: DeclaredPrior<P>;
  readonly #factors: readonly Factor[];
  /** By factor: bounds and log density of a flat prior. No number is within those of another prior. */
  readonly #flat: Float64Array;
  /** Names of the factors, one after the other. */
  readonly #names: readonly string[];
  /** Names of the last point, and the indices in it of the numbers that the factors take. */
  #pointNames: readonly string[] = [];
  #indices = new Int32Array(0);
  /** Indices of numbers that are in the order of the factors already. */
  readonly #inOrder: Int32Array;

  /** @param declared a prior that was checked */
  constructor(declared: DeclaredPrior<P>) {
    this.#declared = declared;
    this.parameters = Object.keys(declared) as P[];
    this.#factors = factorsOf(declared);
    this.#flat = Float64Array.from(this.#factors.flatMap(flatPart));
    this.#names = this.#factors.flatMap(({ names }) => names);
    this.#inOrder = Int32Array.from(this.#names, (_, i) => i);
    this.undrawable = this.#factors
      .filter(({ single, joint }) => (single ?? joint)?.sample === undefined)
      .flatMap(({ names }) => names as P[]);
  }

  domainOf(parameter: P): PriorDomain {
    return this.#of(parameter).domain;
  }

  scaleOf(parameter: P): number {
    const prior = this.#of(parameter);
    const { lower, upper } = prior.domain;
    if (Number.isFinite(prior.sd)) return prior.sd;
    if (!('joint' in prior) && prior.quantile !== undefined) return (prior.quantile(0.84) - prior.quantile(0.16)) / 2;
    return Number.isFinite(upper - lower) ? (upper - lower) / Math.sqrt(12) : prior.sd;
  }

  dependsOn(parameter: P): readonly string[] {
    const prior = this.#of(parameter);
    return 'joint' in prior ? prior.names : [parameter];
  }

  logDensity(position: { readonly [K in P]: number }): number {
    const point = pointNumbers(position);
    if (point === undefined) return this.#logDensityOf(this.#read(position), this.#inOrder);
    if (point.parameters !== this.#pointNames) this.#lookUp(point.parameters);
    return this.#logDensityOf(point.values, this.#indices);
  }

  restrictedTo<Q extends P>(parameters: readonly Q[]): Prior<Q> {
    for (const name of parameters) this.#of(name);
    const kept = this.parameters.filter((name) => (parameters as readonly P[]).includes(name));
    for (const { names } of this.#factors) {
      const missing = names.find((name) => !kept.includes(name as P));
      if (missing === undefined || !names.some((name) => kept.includes(name as P))) continue;
      throw typeError(
        `Expected all parameters of the joint prior of ${quoted(names)}, or none of them, got ${quoted(kept)} without \`${missing}\``,
      );
    }
    return new ProductPrior(Object.fromEntries(kept.map((name) => [name, this.#declared[name]])) as DeclaredPrior<Q>);
  }

  sample(random: Random): { readonly [K in P]: number } {
    if (this.undrawable.length > 0)
      throw typeError(
        `Expected every prior to have a function \`sample\`, got none of ${quoted(this.undrawable)}. Add it to \`custom\``,
      );
    const draw: { [name: string]: number } = Object.fromEntries(this.parameters.map((name) => [name, Number.NaN]));
    for (const { names, single, joint } of this.#factors) {
      const values = single === undefined ? joint?.sample?.(random) : [single.sample?.(random)];
      for (const [i, name] of names.entries()) draw[name] = drawn(name, values?.[i]);
    }
    return draw as { readonly [K in P]: number };
  }

  /** Returns the factor whose log density is not a number below +Infinity, for messages. */
  worst(position: { readonly [name: string]: number }): { readonly names: readonly string[]; readonly value: number } {
    for (const factor of this.#factors) {
      const value = logDensityOf(factor, (i) => position[factor.names[i] as string] as number);
      if (!(value < Number.POSITIVE_INFINITY)) return { names: factor.names, value };
    }
    return { names: this.parameters, value: Number.NaN };
  }

  #of(parameter: string): ParameterPrior | JointPriorParameter {
    if (Object.hasOwn(this.#declared, parameter)) return this.#declared[parameter as P];
    throw typeError(unknownParameter(parameter, 'the prior', this.parameters));
  }

  #logDensityOf(values: Float64Array, indices: Int32Array): number {
    const sum = this.#sum(values, indices);
    return sum < Number.POSITIVE_INFINITY ? sum : this.#unusual(values, indices, sum);
  }

  #sum(values: Float64Array, indices: Int32Array): number {
    const factors = this.#factors;
    const flat = this.#flat;
    let sum = 0;
    let at = 0;
    for (let i = 0; i < factors.length; i++) {
      const { single, joint, point } = factors[i] as Factor;
      if (single !== undefined) {
        const x = values[indices[at++] as number] as number;
        if (x >= (flat[3 * i] as number) && x <= (flat[3 * i + 1] as number)) sum += flat[3 * i + 2] as number;
        else if (!Number.isNaN(x)) sum += single.logDensity(x);
      } else {
        let active = false;
        for (let j = 0; j < point.length; j++) {
          const x = values[indices[at++] as number] as number;
          if (!Number.isNaN(x)) active = true;
          point[j] = x;
        }
        if (active) sum += (joint as JointPrior).logDensity(point);
      }
      if (sum === Number.NEGATIVE_INFINITY) return sum;
    }
    return sum;
  }

  /** Returns the sum where it is +Infinity or NaN: −Infinity if the point is outside of some domain. */
  #unusual(values: Float64Array, indices: Int32Array, sum: number): number {
    let at = 0;
    for (const factor of this.#factors) {
      const first = at;
      at += factor.names.length;
      const value = logDensityOf(factor, (i) => values[indices[first + i] as number] as number);
      if (value === Number.NEGATIVE_INFINITY) return value;
    }
    return sum;
  }

  #lookUp(names: readonly string[]): void {
    this.#indices = Int32Array.from(this.#names, (name) => {
      const index = names.indexOf(name);
      if (index >= 0) return index;
      throw typeError(`Expected the point to have parameter \`${name}\` of the prior, got ${quoted(names)}`);
    });
    this.#pointNames = names;
  }

  #read(position: { readonly [name: string]: number }): Float64Array {
    return Float64Array.from(this.#names, (name) => {
      const value: unknown = position[name];
      if (typeof value === 'number') return value;
      throw typeError(`Expected the point to have a number for parameter \`${name}\`, got ${describe(value)}`);
    });
  }
}

function logDensityOf({ names, single, joint }: Factor, number: (index: number) => number): number {
  const point = names.map((_, i) => number(i));
  if (point.every(Number.isNaN)) return 0;
  return single === undefined ? (joint as JointPrior).logDensity(point) : single.logDensity(point[0] as number);
}

function flatPart({ single }: Factor): readonly [lower: number, upper: number, logDensity: number] {
  if (!single?.flat || single.domain.integer) return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const { lower, upper, periodic } = single.domain;
  const logDensity = single.logDensity(lower);
  return periodic ? [-Number.MAX_VALUE, Number.MAX_VALUE, logDensity] : [lower, upper, logDensity];
}

function factorsOf(declared: DeclaredPrior<string>): readonly Factor[] {
  const seen = new Set<JointPrior>();
  return Object.entries(declared).flatMap(([name, prior]): Factor[] => {
    if (!('joint' in prior)) return [{ names: [name], single: prior, joint: undefined, point: [] }];
    if (seen.has(prior.joint)) return [];
    seen.add(prior.joint);
    const { names, joint } = prior;
    return [{ names, single: undefined, joint, point: names.map(() => Number.NaN) }];
  });
}

function drawn(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw typeError(`Expected \`sample\` of the prior of \`${name}\` to return a number, got ${describe(value)}`);
}
