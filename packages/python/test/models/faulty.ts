import { type DeclaredPrior, defineModelFactory } from '@epsie/core';
import { uniform } from '@epsie/priors';
import { type PythonOptions, pythonModel } from '@epsie/python';
import { interpreter } from '../helpers/interpreter.ts';

/** Settings of a model that fails. */
export type Faulty = Partial<Omit<PythonOptions, 'options'>> & {
  readonly fault?: string;
  readonly atStart?: boolean;
  readonly after?: number;
};

const prior: DeclaredPrior<'x'> = { x: uniform(-5, 5) };

const optionsOf = ({ fault = 'none', atStart = false, after = 0, ...options }: Faulty) => ({
  module: '../../test/python/faults.py',
  python: interpreter,
  ...options,
  options: { fault, atStart, after },
});

/** A model that fails, with its prior declared here. */
export const declared = (faulty: Faulty) => pythonModel(import.meta.url, { ...optionsOf(faulty), prior }, 'never');

/** A model that fails, for other threads. */
export const portable = defineModelFactory(
  import.meta.url,
  (faulty: Faulty) =>
    (
      ({ evaluate }) =>
      (position: { readonly x: number }) => {
        const { logLikelihood } = evaluate(position);
        return { logLikelihood, logPrior: 0 };
      }
    )(declared(faulty)),
  'portable',
);

/** A vectorized likelihood, with its prior declared here. */
export const vectorized = (fault: string, python?: readonly [string, ...string[]]) =>
  pythonModel(
    import.meta.url,
    {
      module: '../../test/python/faults.py',
      function: 'vectorized',
      vectorized: true,
      options: { fault },
      prior,
      python,
    },
    'never',
  );
