// A Gaussian in any number of dimensions: prior N(0, 4²), log likelihood −x²/2, of each of the parameters x0, x1, …
import { normal } from '@epsie/priors';

const WIDTH = 4;

/** Returns the model. */
export function gaussian(dimensions: number) {
  const names = Array.from({ length: dimensions }, (_, i) => `x${i}`);
  return {
    prior: Object.fromEntries(names.map((name) => [name, normal(0, WIDTH)])),
    logLikelihood: (point: { readonly [name: string]: number }) =>
      names.reduce((sum, name) => sum - 0.5 * (point[name] as number) ** 2, 0),
  };
}

/** Returns log ∫ N(x; 0, 4²) e^{−x²/2} dx of all parameters. */
export const gaussianEvidence = (dimensions: number): number => (-dimensions / 2) * Math.log(1 + WIDTH ** 2);
