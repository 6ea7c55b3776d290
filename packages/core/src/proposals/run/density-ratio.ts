import type { KernelState, ProposalKernel } from '../kernel.ts';

/** Returns log q(from | to) − log q(to | from) of a kernel that is not symmetric. */
export function logDensityRatio(
  kernel: ProposalKernel,
  to: Float64Array,
  from: Float64Array,
  state: KernelState,
): number {
  if (kernel.logDensityRatio !== undefined) return kernel.logDensityRatio(to, from, state);
  return logDensityDifference(kernel, to, from, state);
}

/** Returns log q(from | to) − log q(to | from), from the two densities. */
export function logDensityDifference(
  kernel: ProposalKernel,
  to: Float64Array,
  from: Float64Array,
  state: KernelState,
): number {
  const logDensity = kernel.logDensity as NonNullable<ProposalKernel['logDensity']>;
  return logDensity.call(kernel, from, to, state) - logDensity.call(kernel, to, from, state);
}
