import { rangeError } from '@epsie/core/checks';
import { kindsOf } from '../sources/kinds.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';
import { expectTempered, type TemperedDraws } from '../sources/tempered-source.ts';
import { readWeighting } from '../weights/posterior-weights.ts';
import type { Included } from './included.ts';
import type { SummaryRow } from './row.ts';
import { Summary } from './table.ts';
import { weightedRow } from './weighted-row.ts';

/**
 * Summarizes the draws of all temperatures under their weights at β = 1, one parameter at a time.
 *
 * @throws TypeError or RangeError if there are no such weights
 */
export function* summarizeWeighted(
  reading: Reading,
  names: readonly string[],
  { burnIn, thin, chains, leftOut }: Included & { readonly thin: number },
  probability: number,
): Steps<Summary> {
  if (thin > 1)
    throw rangeError(
      `Expected \`thin\` to be 1 with \`temperatures: 'all'\`, got ${thin}. Weights are those of all draws`,
    );
  if (chains.length === 0)
    throw rangeError('Expected `burnIn` to leave chains that are past their burn-in, got none. Sample longer');
  const tempered = expectTempered({ history: reading.draws, configuration: reading.configuration });
  const draws = someChains(tempered.draws, chains);
  const { posterior, weighting } = yield* readWeighting({ ...tempered, draws }, burnIn);
  const { weights, from, to, ess, coldDraws, paretoK, warnings } = posterior;
  const kinds = kindsOf(reading.configuration);
  const rows: SummaryRow[] = [];
  for (const name of names) {
    const values: Float64Array[][] = [];
    for (const temperature of weights.keys()) {
      const level: Float64Array[] = [];
      for (let chain = 0; chain < draws.chains; chain++)
        level.push(yield draws.draws(name, { chain, temperature, from, to }));
      values.push(level);
    }
    rows.push(weightedRow(name, values, kinds.get(name) ?? { kind: 'real' }, { weighting, probability }));
  }
  const facts = { chains: draws.chains, leftOut, draws: to - from, probability };
  return new Summary(rows, { ...facts, weights: { temperatures: weights.length, ess, coldDraws, paretoK, warnings } });
}

/** Returns the draws of some chains, which are numbered from 0. */
function someChains(draws: TemperedDraws, chains: readonly number[]): TemperedDraws {
  const own = <S extends { readonly chain: number }>(selection: S): S => ({
    ...selection,
    chain: chains[selection.chain] as number,
  });
  return {
    chains: chains.length,
    temperatures: draws.temperatures,
    length: draws.length,
    sweeps: draws.sweeps,
    variables: draws.variables,
    iterationOfDraw: (draw) => draws.iterationOfDraw(draw),
    iterationOfSweep: (sweep) => draws.iterationOfSweep(sweep),
    draws: (name, selection) => draws.draws(name, own(selection)),
    betas: (selection) => draws.betas(own(selection)),
    swaps: (name, selection) => draws.swaps(name, own(selection)),
  };
}
