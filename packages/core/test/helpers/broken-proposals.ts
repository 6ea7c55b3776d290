// Kernels with one error each, which a check that passes for correct kernels must detect.
import {
  boundedNormal,
  type CustomProposal,
  customProposal,
  type FixedProposal,
  type KernelFactory,
  type ProposalKernel,
} from '@epsie/core';
import { createKernel } from '#src/proposals/families/registry.js';

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
  createKernel(boundedNormal(parameters, { bounds, covariance: variance }));

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
    logRatio: (from, to, state) => -(right.logRatio?.(from, to, state) as number),
  };
};

/** Stops at the bounds instead of drawing again. */
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

type Spec = { readonly spec: FixedProposal<string> };

/** A kernel that claims to be symmetric but is not. */
export const claimedSymmetricKernel: KernelFactory<Spec> = (_parameters, { spec }) => ({
  ...createKernel(spec),
  symmetric: true,
});

/** A successive discrete kernel whose correction forgets that half an integer more is rounded onto the bounds. */
export const marginlessKernel: KernelFactory<Spec> = (_parameters, { spec }) => {
  const { logRatio } = createKernel({ ...spec, successive: [false] } as FixedProposal<string>);
  return { ...createKernel(spec), ...(logRatio && { logRatio }) };
};

/** A jump of azimuth and polar angle as if the sphere were flat. */
export const flatSkyKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  symmetric: true,
  initial: none,
  jump(from, to, _state, random) {
    const turn = 2 * Math.PI;
    to[0] = ((((from[0] as number) + width * random.standardNormal()) % turn) + turn) % turn;
    const polar = Math.abs((from[1] as number) + width * random.standardNormal());
    to[1] = polar > Math.PI ? turn - polar : polar;
  },
});

/** An angle that stops at 0 and 2π instead of wrapping. */
export const unwrappedKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  symmetric: true,
  initial: none,
  jump(from, to, _state, random) {
    to[0] = Math.min(Math.max((from[0] as number) + width * random.standardNormal(), 0), 2 * Math.PI - 1e-9);
  },
});

/** A kernel whose density integrates to e^−0.1. */
export const unnormalisedKernel: KernelFactory<Spec> = (_parameters, { spec }) => {
  const { logRatio: _, ...kernel } = createKernel(spec);
  return { ...kernel, logDensity: (to, from, state) => (kernel.logDensity?.(to, from, state) ?? 0) - 0.1 };
};

const walk: Omit<ProposalKernel, 'jump'> = { symmetric: true, initial: none };

/** Takes some of its randomness from another source. */
export const mathRandomKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  ...walk,
  jump: (from, to) => to.set([(from[0] as number) + width * (Math.random() - 0.5)]),
});

/** Keeps its step in a variable outside its state. */
export const forgetfulKernel: KernelFactory<Width> = (_parameters, { width }) => {
  let jumps = 0;
  return {
    ...walk,
    jump: (from, to, _state, random) =>
      to.set([(from[0] as number) + (width * random.standardNormal()) / (1 + jumps++)]),
  };
};

/** Reads the memory behind an array of its state from the beginning, wherever the array begins. */
export const misplacedKernel: KernelFactory<Width, { readonly scale: Float64Array }> = (_parameters, { width }) => ({
  ...walk,
  initial: () => ({ scale: Float64Array.of(width) }),
  jump(from, to, { scale }, random) {
    const [first = 0] = new Float64Array(scale.buffer);
    to.set([(from[0] as number) + first * random.standardNormal()]);
  },
});

/** Changes the current point too. */
export const writingKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  ...walk,
  jump(from, to, _state, random) {
    from[0] = (from[0] as number) + width * random.standardNormal();
    to.set(from);
  },
});

/** Has a function in its state. */
export const functionKernel: KernelFactory<Width> = (_parameters, { width }) => ({
  ...walk,
  initial: () => ({ width: () => width }),
  jump: (from, to, _state, random) => to.set([(from[0] as number) + width * random.standardNormal()]),
});

type Stretch = { readonly width: number; readonly exponent: number; readonly remembers?: boolean };

/**
 * Stretches the point by a random factor: a move along the line through the origin, with the factor to the power of the dimension as the
 * ratio. Wrong with another exponent, and where it remembers the last factor.
 */
export const stretchKernel: KernelFactory<Stretch, { factor: number }> = (
  _parameters,
  { width, exponent, remembers = false },
) => ({
  symmetric: false,
  initial: () => ({ factor: 1 }),
  jump(from, to, state, random) {
    state.factor = Math.exp(width * random.standardNormal()) * (remembers ? Math.sqrt(state.factor) : 1);
    for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) * state.factor;
  },
  logRatio: (_from, _to, { factor }) => exponent * Math.log(factor),
});

/** Reflects jumps of several parameters at 0 and 1, each at its own bounds. */
export const reflectingKernel: KernelFactory<Spec> = (_parameters, { spec }) => {
  const kernel = createKernel(spec);
  return {
    ...kernel,
    jump(from, to, state, random) {
      kernel.jump(from, to, state, random);
      for (let i = 0; i < to.length; i++) {
        const rest = Math.abs(to[i] as number) % 2;
        to[i] = rest > 1 ? 2 - rest : rest;
      }
    },
  };
};

/** Wraps jumps to [0, 2π) that a kernel made which does not know that they are angles. */
export const wrappingKernel: KernelFactory<Spec> = (_parameters, { spec }) => {
  const kernel = createKernel(spec);
  return {
    ...kernel,
    jump(from, to, state, random) {
      kernel.jump(from, to, state, random);
      for (let i = 0; i < to.length; i++)
        to[i] = (to[i] as number) - 2 * Math.PI * Math.floor((to[i] as number) / (2 * Math.PI));
    },
  };
};

/** A kernel that forgets the ratio of one of its moves. */
export const ratioLessKernel: KernelFactory<Spec & { readonly move: number }> = (_parameters, { spec, move }) => {
  const kernel = createKernel(spec);
  return {
    ...kernel,
    logRatio: (from, to, state) =>
      (state as { readonly move?: number }).move === move ? 0 : (kernel.logRatio?.(from, to, state) as number),
  };
};

/** A proposal with one of these kernels. */
export function broken(
  name:
    | 'driftingKernel'
    | 'scalingKernel'
    | 'uncorrectedKernel'
    | 'transposedKernel'
    | 'clampedKernel'
    | 'claimedSymmetricKernel'
    | 'marginlessKernel'
    | 'flatSkyKernel'
    | 'unwrappedKernel'
    | 'unnormalisedKernel'
    | 'mathRandomKernel'
    | 'forgetfulKernel'
    | 'misplacedKernel'
    | 'writingKernel'
    | 'functionKernel'
    | 'stretchKernel'
    | 'reflectingKernel'
    | 'wrappingKernel'
    | 'ratioLessKernel',
  parameters: readonly string[],
  options: Width | Box | Stretch | (Spec & { readonly move?: number }),
): CustomProposal<string> {
  return customProposal({ module: import.meta.url, export: name }, parameters, options);
}
