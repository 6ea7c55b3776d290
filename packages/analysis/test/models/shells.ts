// Two Gaussian shells (Feroz, Hobson & Bridges 2009, MNRAS 398, 1601): radius 2, width 0.1, centres at ±3.5 on the first axis, within U(−6, 6).
import { uniform } from '@epsie/priors';

const [RADIUS, WIDTH, CENTRE, EDGE] = [2, 0.1, 3.5, 6];

const logNormal = (distance: number): number =>
  -0.5 * ((distance - RADIUS) / WIDTH) ** 2 - Math.log(WIDTH * Math.sqrt(2 * Math.PI));

/** Returns the model of the parameters x0, x1, … */
export function shells(dimensions: number) {
  const names = Array.from({ length: dimensions }, (_, i) => `x${i}`);
  return {
    prior: Object.fromEntries(names.map((name) => [name, uniform(-EDGE, EDGE)])),
    logLikelihood(point: { readonly [name: string]: number }) {
      let rest = 0;
      for (let i = 1; i < dimensions; i++) rest += (point[names[i] as string] as number) ** 2;
      const [right, left] = [CENTRE, -CENTRE].map((c) =>
        logNormal(Math.sqrt(((point['x0'] as number) - c) ** 2 + rest)),
      );
      const larger = Math.max(right as number, left as number);
      return larger + Math.log1p(Math.exp(Math.min(right as number, left as number) - larger));
    },
  };
}

/** Returns the log evidence, by the midpoint rule in the distance from the centre of a shell. */
export function shellsEvidence(dimensions: number): number {
  const steps = 4000;
  const width = (2 * RADIUS) / steps;
  let integral = 0;
  for (let i = 0; i < steps; i++) {
    const distance = (i + 0.5) * width;
    integral += width * distance ** (dimensions - 1) * Math.exp(logNormal(distance));
  }
  return Math.log((2 * surface(dimensions) * integral) / (2 * EDGE) ** dimensions);
}

/** Returns the surface of the unit sphere: S₁ = 2, S₂ = 2π, Sₙ = 2π Sₙ₋₂ / (n − 2). */
const surface = (n: number): number => (n === 1 ? 2 : n === 2 ? 2 * Math.PI : (2 * Math.PI * surface(n - 2)) / (n - 2));
