// A program that defines a kernel in the main script.
import { customProposal, type KernelFactory } from '@epsie/core';

export const still: KernelFactory = () => ({
  symmetric: true,
  initial: () => ({}),
  jump: (from, to) => to.set(from),
});

try {
  customProposal({ module: import.meta.url, export: 'still' }, 'x');
  console.log('no error');
} catch (error) {
  console.log(String(error));
}
