// Custom proposals for the index of a transdimensional one.
import { type CustomProposal, customProposal, type KernelFactory } from '@epsie/core';

type Options = { readonly size: number };

/** One step up or down, each as likely; it may leave 0 … n. */
export const stepKernel: KernelFactory<Options, object> = (_parameters, { size }) => ({
  symmetric: true,
  initial: () => ({}),
  jump(from, to, _state, random) {
    to[0] = (from[0] as number) + (random.random() < 0.5 ? -size : size);
  },
});

/** A proposal with this kernel. */
export const steps = (size: number): CustomProposal<'k'> =>
  customProposal({ module: import.meta.url, export: 'stepKernel' }, 'k', { size });
