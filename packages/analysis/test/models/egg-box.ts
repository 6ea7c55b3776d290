// The egg-box (Feroz, Hobson & Bridges 2009, MNRAS 398, 1601): log likelihood (2 + cos(x/2) cos(y/2))⁵ within U(0, 10π)².
import { uniform } from '@epsie/priors';

const hills = (u: number, v: number): number => (2 + Math.cos(u) * Math.cos(v)) ** 5;

/** The model of x and y, with 18 modes. */
export const eggBox = {
  prior: { x: uniform(0, 10 * Math.PI), y: uniform(0, 10 * Math.PI) },
  logLikelihood: ({ x, y }: { readonly x: number; readonly y: number }) => hills(x / 2, y / 2),
};

/**
 * Returns the log evidence: the average of the likelihood over a turn of x/2 and y/2, since five half turns of a cosine have the same values as
 * one turn has. The sum over a regular grid converges exponentially.
 */
export function eggBoxEvidence(): number {
  const steps = 800;
  const largest = hills(0, 0);
  let sum = 0;
  for (let i = 0; i < steps; i++)
    for (let j = 0; j < steps; j++)
      sum += Math.exp(hills((2 * Math.PI * i) / steps, (2 * Math.PI * j) / steps) - largest);
  return largest + Math.log(sum / steps ** 2);
}
