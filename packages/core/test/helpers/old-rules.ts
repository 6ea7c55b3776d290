// Proposals with superseded rules, which tests for frozen parameters must detect.
import {
  type CustomProposal,
  customProposal,
  type DiscreteProposal,
  type EigenvectorProposal,
  type KernelFactory,
  type NormalProposal,
  type ProposalKernel,
  type Transition,
} from '@epsie/core';
import { createKernel } from '#src/proposals/families/registry.js';

type Learned = { covariance: Float64Array; factor: Float64Array };

/** Normal jumps whose Cholesky factor takes a pivot below 10⁻¹² of the largest variance for zero. */
export const absoluteToleranceKernel: KernelFactory<{ spec: NormalProposal<string> }> = (parameters, { spec }) => {
  const right = createKernel(spec) as unknown as ProposalKernel<Learned>;
  const refactor = ({ covariance, factor }: Learned): void => absoluteCholesky(covariance, parameters.length, factor);
  const kernel: ProposalKernel<Learned> = {
    ...right,
    initial() {
      const state = right.initial();
      refactor(state);
      return state;
    },
    adapt(state: Learned, step: Transition) {
      right.adapt?.(state, step);
      refactor(state);
    },
  };
  return kernel as unknown as ProposalKernel;
};

function absoluteCholesky(matrix: Float64Array, n: number, factor: Float64Array): void {
  const at = (i: number, j: number): number => matrix[i * n + j] as number;
  const product = (i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < j; k++) sum += (factor[i * n + k] as number) * (factor[j * n + k] as number);
    return sum;
  };
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, at(i, i));
  factor.fill(0);
  for (let j = 0; j < n; j++) {
    const pivot = at(j, j) - product(j, j);
    if (pivot < -1e-12 * largest) return;
    const root = pivot <= 1e-12 * largest ? 0 : Math.sqrt(pivot);
    factor[j * n + j] = root;
    for (let i = j + 1; root > 0 && i < n; i++) factor[i * n + j] = (at(i, j) - product(i, j)) / root;
  }
}

/** An eigenvector proposal that starts its mean where the chain is, but averages over all positions, the start covariance one of them. */
export const averagingKernel: KernelFactory<{ spec: EigenvectorProposal<string> }> = (_parameters, { spec }) => {
  const averaging = {
    ...spec,
    adaptation: { ...spec.adaptation, initialMean: 'origin' },
  } as EigenvectorProposal<string>;
  const kernel = createKernel(averaging);
  return {
    ...kernel,
    initial() {
      const { mean, ...state } = kernel.initial() as { mean: Float64Array };
      return { ...state, mean: mean.fill(Number.NaN) };
    },
  };
};

/** Counts that may stay where they are, with widths learned as if they could not. */
export const restingKernel: KernelFactory<{ spec: DiscreteProposal<string> }> = (_parameters, { spec }) => {
  const never: DiscreteProposal<string> = { ...spec, successive: spec.successive.map(() => false) };
  const { adapt } = createKernel(never);
  return { ...createKernel(spec), ...(adapt && { adapt }) };
};

/** A proposal with one of these kernels. */
export const old = <P extends string>(
  name: 'absoluteToleranceKernel' | 'averagingKernel' | 'restingKernel',
  spec: NormalProposal<P> | EigenvectorProposal<P> | DiscreteProposal<P>,
): CustomProposal<P> => customProposal({ module: import.meta.url, export: name }, spec.parameters, { spec });
