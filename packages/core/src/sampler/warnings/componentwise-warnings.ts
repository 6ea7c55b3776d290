import type { LevelState, ProposalState } from '../../chain/state.ts';
import type { LearnedShape } from '../../proposals/adaptation/andrieu-thoms/shape.ts';
import type { KernelState } from '../../proposals/kernel.ts';
import { familyStates, partsOf } from '../../proposals/parts.ts';
import type { FullScale } from '../../proposals/scales/scale.ts';
import type { Configuration } from '../configuration.ts';
import type { SamplerWarning } from './warning.ts';

/** Correlation above which scales learned one parameter at a time are far too wide for joint jumps. */
const STRONG = 0.8;
/** Steps that a proposal must have learned from before its correlations are meaningful. */
const STEPS = 1000;

/**
 * Returns a warning for every proposal that learns componentwise although its parameters turn out to be correlated: each
 * scale fits a move of that parameter alone, so joint jumps are hardly ever accepted.
 *
 * @param levels the levels of every chain
 */
export function componentwiseWarnings(
  { proposals }: Configuration,
  levels: readonly (readonly LevelState[])[],
): readonly SamplerWarning[] {
  const coldest = levels.flatMap(([level]) => (level === undefined ? [] : [level.proposals]));
  const states = coldest.map((ofChain) =>
    proposals.flatMap((spec, i) => familyStates(spec, ofChain[i] as ProposalState)),
  );
  return proposals.flatMap(partsOf).flatMap((proposal, i) => {
    const found = states
      .map((ofChain) => strongest(ofChain[i] as LearnedState))
      .reduce((a, b) => (b.correlation > a.correlation ? b : a), NONE);
    if (!(found.correlation > STRONG)) return [];
    const [a, b] = [proposal.parameters[found.i] as string, proposal.parameters[found.j] as string];
    const message =
      `Parameters \`${a}\` and \`${b}\` are correlated (${found.correlation.toFixed(3)}), but \`andrieuThoms\` with \`componentwise\` is for ` +
      'uncorrelated ones: it learns the scale of moving one parameter at a time, which is too wide for joint jumps. ' +
      'Leave `componentwise` out';
    return [{ code: 'COMPONENTWISE', parameters: [a, b], message }];
  });
}

type Pair = { readonly correlation: number; readonly i: number; readonly j: number };

type LearnedState = KernelState & Partial<FullScale & LearnedShape>;

const NONE: Pair = { correlation: 0, i: 0, j: 0 };

/** Returns the pair of parameters with the strongest correlation in the covariance that a proposal has learned. */
function strongest({ unitCovariance, logLambda, mean, steps }: LearnedState): Pair {
  const isComponentwise = typeof logLambda === 'object';
  if (!isComponentwise || unitCovariance === undefined || mean === undefined || !((steps as number) >= STEPS))
    return NONE;
  const n = mean.length;
  if (unitCovariance.length !== n * n) return NONE;
  let best = NONE;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const variances = Math.sqrt(unitCovariance[i * n + i] as number) * Math.sqrt(unitCovariance[j * n + j] as number);
      const correlation = Math.abs(unitCovariance[i * n + j] as number) / variances;
      if (correlation > best.correlation) best = { correlation, i: j, j: i };
    }
  }
  return best;
}
