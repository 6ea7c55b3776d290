import { rangeError } from '@epsie/core/checks';
import { kindsOf } from '../sources/kinds.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';
import { expectTempered } from '../sources/tempered-source.ts';
import { readWeighting } from '../weights/posterior-weights.ts';
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
  { burnIn, thin }: { readonly burnIn: number; readonly thin: number },
  probability: number,
): Steps<Summary> {
  if (thin > 1)
    throw rangeError(
      `Expected \`thin\` to be 1 with \`temperatures: 'all'\`, got ${thin}. Weights are those of all draws`,
    );
  const { posterior, weighting } = yield* readWeighting(expectTempered(sourceOf(reading)), burnIn);
  const { draws, configuration } = reading;
  const { weights, from, to, ess, coldDraws, paretoK, warnings } = posterior;
  const kinds = kindsOf(configuration);
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
  const facts = { chains: draws.chains, draws: to - from, probability };
  return new Summary(rows, { ...facts, weights: { temperatures: weights.length, ess, coldDraws, paretoK, warnings } });
}

const sourceOf = ({ draws, configuration }: Reading): unknown => ({ history: draws, configuration });
