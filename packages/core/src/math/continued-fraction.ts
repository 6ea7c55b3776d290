const SMALLEST = 1e-300;

/** Returns x, or the smallest allowed number where |x| is below it: Lentz's algorithm for continued fractions divides by x. */
export const nonZero = (x: number): number => (Math.abs(x) < SMALLEST ? SMALLEST : x);
