// Kernels with one error each: what a check that passes for the right ones has to find.
import {
  boundedNormal,
  type CustomProposal,
  customProposal,
  type KernelFactory,
  type ProposalKernel,
} from '@epsie/core';
import { createBoundedNormalKernel } from '#src/proposals/bounded-normal.js';

type Width = { readonly width: number };
type Box = { readonly bounds: { readonly [parameter: string]: readonly [number, number] }; readonly variance: number };

const none = () => ({});

/** Claims to be symmetric, but drifts upwards by a third of its width. */
export const driftingKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  symmetric: true,
  initial: none,
  jump(from, to, _state, random) {
    for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) + width * (random.standardNormal() + 1 / 3);
  },
});

/** Claims to be symmetric, but its width grows with the distance from 0. */
export const scalingKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  symmetric: true,
  initial: none,
  jump(from, to, _state, random) {
    for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) * Math.exp(width * random.standardNormal());
  },
});

const rightKernel = (parameters: readonly string[], { bounds, variance }: Box): ProposalKernel =>
  createBoundedNormalKernel(boundedNormal(parameters, { bounds, covariance: variance })) as unknown as ProposalKernel;

/** A bounded normal that claims to be symmetric: it lacks the correction for what the bounds cut off. */
export const uncorrectedKernel: KernelFactory<Box> = (parameters, box) => ({
  ...rightKernel(parameters, box),
  symmetric: true,
});

/** A bounded normal whose correction has the wrong sign. */
export const transposedKernel: KernelFactory<Box> = (parameters, box) => {
  const right = rightKernel(parameters, box);
  return {
    ...right,
    logDensity: (to, from, state) => right.logDensity?.(from, to, state) as number,
    logDensityRatio: (to, from, state) => -(right.logDensityRatio?.(to, from, state) as number),
  };
};

/** Stops at the bounds instead of drawing anew. */
export const clampedKernel: KernelFactory<Box> = (parameters, { bounds, variance }) => ({
  symmetric: true,
  initial: none,
  jump(from, to, _state, random) {
    for (const [i, name] of parameters.entries()) {
      const [lower, upper] = bounds[name] as readonly [number, number];
      const x = (from[i] as number) + Math.sqrt(variance) * random.standardNormal();
      to[i] = Math.min(Math.max(x, lower), upper);
    }
  },
});

/** A proposal with one of these kernels. */
export function broken(
  name: 'driftingKernel' | 'scalingKernel' | 'uncorrectedKernel' | 'transposedKernel' | 'clampedKernel',
  parameters: readonly string[],
  options: Width | Box,
): CustomProposal<string> {
  return customProposal({ module: import.meta.url, export: name }, parameters, options);
}
