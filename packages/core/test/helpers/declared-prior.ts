// A small declared prior: independent uniform parameters, and pairs that are uniform in a triangle 0 ≤ first ≤ second ≤ 1.
import type { Random } from '@epsie/core';
import type { Prior } from '#src/model/prior.js';

type Uniforms = { readonly [parameter: string]: readonly [number, number] };
type Pair = readonly [first: string, second: string];
type Drawn = { readonly [parameter: string]: number };

/** Returns the prior of some uniform parameters and some ordered pairs. */
export function declaredPrior(
  uniforms: Uniforms,
  pairs: readonly Pair[] = [],
  undrawable: readonly string[] = [],
): Prior {
  const parameters = [...Object.keys(uniforms), ...pairs.flat()];
  return {
    parameters,
    undrawable,
    domainOf(name) {
      const [lower, upper] = uniforms[name] ?? [0, 1];
      return { lower, upper };
    },
    dependsOn: (name) => [name],
    scaleOf: (name) =>
      uniforms[name] === undefined ? Math.sqrt(1 / 18) : (uniforms[name][1] - uniforms[name][0]) / Math.sqrt(12),
    logDensity: (position) => logDensity(position, uniforms, pairs),
    restrictedTo(chosen) {
      const names: readonly string[] = chosen;
      const halved = pairs.find((pair) => names.includes(pair[0]) !== names.includes(pair[1]));
      if (halved !== undefined) throw new TypeError(`Expected all parameters of a joint prior, ${halved.join(', ')}`);
      const unknown = names.find((name) => !parameters.includes(name));
      if (unknown !== undefined) throw new TypeError(`Unknown parameter \`${unknown}\``);
      const own = Object.fromEntries(Object.entries(uniforms).filter(([name]) => names.includes(name)));
      const ownPairs = pairs.filter(([first]) => names.includes(first));
      const missing = undrawable.filter((name) => names.includes(name));
      return declaredPrior(own, ownPairs, missing) as never;
    },
    sample: (random) => sample(random, uniforms, pairs),
  };
}

function logDensity(position: Drawn, uniforms: Uniforms, pairs: readonly Pair[]): number {
  let sum = 0;
  for (const [name, [lower, upper]] of Object.entries(uniforms)) {
    const x = position[name] as number;
    if (Number.isNaN(x)) continue;
    sum += x >= lower && x <= upper ? -Math.log(upper - lower) : Number.NEGATIVE_INFINITY;
  }
  for (const [first, second] of pairs) {
    const [a, b] = [position[first] as number, position[second] as number];
    sum += a >= 0 && a <= b && b <= 1 ? Math.LN2 : Number.NEGATIVE_INFINITY;
  }
  return sum;
}

function sample(random: Random, uniforms: Uniforms, pairs: readonly Pair[]): Drawn {
  const point: { [parameter: string]: number } = {};
  for (const [name, [lower, upper]] of Object.entries(uniforms)) point[name] = random.uniform(lower, upper);
  for (const [first, second] of pairs) {
    const [a, b] = [random.random(), random.random()];
    point[first] = Math.min(a, b);
    point[second] = Math.max(a, b);
  }
  return point;
}
