import type { KernelState, ProposalKernel } from '../kernel.ts';

/** Returns log q(from | to) − log q(to | from) of a kernel that is not symmetric. */
export function logRatio(kernel: ProposalKernel, from: Float64Array, to: Float64Array, state: KernelState): number {
  if (kernel.logRatio !== undefined) return kernel.logRatio(from, to, state);
  return logDensityDifference(kernel, from, to, state);
}

/** Returns log q(from | to) − log q(to | from), from the two densities. */
export function logDensityDifference(
  kernel: ProposalKernel,
  from: Float64Array,
  to: Float64Array,
  state: KernelState,
): number {
  const logDensity = kernel.logDensity as NonNullable<ProposalKernel['logDensity']>;
  return logDensity.call(kernel, from, to, state) - logDensity.call(kernel, to, from, state);
}
