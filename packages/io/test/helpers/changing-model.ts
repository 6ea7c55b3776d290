import { defineModelFactory, type PortableModel } from '@epsie/core';

/** A model whose likelihood its options decide. */
export const changing: (options: { factor: number }) => PortableModel<'x'> = defineModelFactory(
  import.meta.url,
  ({ factor }: { factor: number }) =>
    ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -factor * x * x }),
  'changing',
);
