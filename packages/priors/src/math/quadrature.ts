// Gauss–Legendre quadrature with 16 nodes, of which the positive ones are listed.
const NODES = [
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const WEIGHTS = [
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388,
  0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
];

/** Returns the integral of a smooth function from a to b. */
export function integrate(f: (x: number) => number, a: number, b: number): number {
  const middle = 0.5 * (a + b);
  const half = 0.5 * (b - a);
  let sum = 0;
  for (let i = 0; i < NODES.length; i++) {
    const offset = half * (NODES[i] as number);
    sum += (WEIGHTS[i] as number) * (f(middle - offset) + f(middle + offset));
  }
  return half * sum;
}

/** Mean and standard deviation. */
export type Moments = { readonly mean: number; readonly sd: number };

/**
 * Returns the mean and standard deviation of a density on [a, b], which need not be normalised: by quadrature of positive terms
 * alone, so that nothing cancels.
 *
 * @param panels number of equal parts of the interval, within each of which the density is smooth
 */
export function momentsOf(density: (x: number) => number, a: number, b: number, panels: number): Moments {
  const total = (f: (x: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < panels; i++) sum += integrate(f, a + ((b - a) * i) / panels, a + ((b - a) * (i + 1)) / panels);
    return sum;
  };
  const mass = total(density);
  const mean = a + total((x) => (x - a) * density(x)) / mass;
  return { mean, sd: Math.sqrt(total((x) => (x - mean) * (x - mean) * density(x)) / mass) };
}
