import { kindsOf, type ParameterKind, type Steps } from '@epsie/analysis/sources';
import { type Marginal, marginalOf } from '../numbers/marginal.ts';
import type { Run } from '../options/sources.ts';
import { hasParameter, readChains } from './chains.ts';

/** Returns the kind of a parameter: what the proposals of the first run that has it declare. */
export function kindOf(runs: readonly Run[], name: string): ParameterKind {
  const run = runs.find((each) => hasParameter(each, name));
  return kindsOf(run?.reading.configuration).get(name) ?? { kind: 'real' };
}

/** Reads the draws of a parameter of each run, undefined of one that has not got it. */
export function* readMarginals(
  runs: readonly Run[],
  name: string,
  burnIn: number,
  dimensions: 1 | 2 = 1,
): Steps<readonly (Marginal | undefined)[]> {
  const kind = kindOf(runs, name);
  const marginals: (Marginal | undefined)[] = [];
  for (const run of runs)
    marginals.push(
      hasParameter(run, name) ? marginalOf(yield* readChains(run, name, burnIn), kind, dimensions) : undefined,
    );
  return marginals;
}
