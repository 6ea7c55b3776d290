import { exp, log, sin } from '@epsie/core/math';
import { integrate } from './quadrature.ts';

const LOG_2PI = 1.8378770664093453;

/** Returns log [e^−κ I₀(κ)], of the modified Bessel function: Abramowitz & Stegun, 9.6.12 and 9.7.1. */
export function logScaledBesselI0(kappa: number): number {
  return kappa < 25
    ? log(powerSeries(0.25 * kappa * kappa)) - kappa
    : log(asymptotic(kappa)) - 0.5 * (LOG_2PI + log(kappa));
}

function powerSeries(z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= z / (k * k);
    sum += term;
  }
  return sum;
}

function asymptotic(kappa: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17 && k < 40; k++) {
    term *= ((2 * k - 1) * (2 * k - 1)) / (8 * k * kappa);
    sum += term;
  }
  return sum;
}

/** Returns κ (cos d − 1), without cancellation for a small angle. */
export function circularExponent(kappa: number, d: number): number {
  const s = sin(0.5 * d);
  return -2 * kappa * s * s;
}

/**
 * Returns the integral of exp(κ (cos θ − 1)) from −π to d ≤ 0, in panels from d downwards, in each of which the integrand changes
 * by a moderate factor.
 */
export function circularTail(kappa: number, d: number): number {
  const density = (theta: number): number => exp(circularExponent(kappa, theta));
  let sum = 0;
  for (let top = d; top > -Math.PI; ) {
    const width = Math.min(1, 1 / Math.sqrt(kappa), 8 / (kappa * Math.abs(sin(top))));
    const bottom = Math.max(-Math.PI, top - width);
    const part = integrate(density, bottom, top);
    sum += part;
    // Below, the integrand only falls; so near to −π that its rest counts, there are few panels.
    if (part * (Math.PI / width) < sum * 1e-18) break;
    top = bottom;
  }
  return sum;
}
