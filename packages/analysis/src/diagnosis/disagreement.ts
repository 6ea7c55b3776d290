import { activeDraws, activity, isPartial, lastActive } from '../draws/active.ts';
import type { Matrix } from '../draws/matrix.ts';
import type { SummaryRow } from '../summary/row.ts';
import type { Finding } from './finding.ts';
import { type Outliers, outliersOf } from './outliers.ts';
import { aboutChains, namesOf } from './some-chains.ts';

/** R̂ above which chains disagree, and above which they do so badly. */
const [LARGE, VERY_LARGE] = [1.01, 1.1];

/** Returns the finding that chains disagree about a parameter, or about whether it is active. */
export function disagreement(matrix: Matrix, { parameter, rHat, active }: SummaryRow): readonly Finding[] {
  const ofActivity = (active?.rHat || 0) > (rHat || 0);
  const largest = (ofActivity ? active?.rHat : rHat) || 0;
  if (!(largest > LARGE)) return [];
  const outliers = outliersOf(judged(matrix, ofActivity), LARGE);
  const subject = ofActivity ? `whether \`${parameter}\` is active` : `\`${parameter}\``;
  const who = matrix.chains === 1 ? 'The halves of the chain' : 'The chains';
  const message =
    `${who} disagree about ${subject}: R̂ is ${largest.toFixed(3)}, more than ${LARGE}${without(matrix.chains, outliers)}. Run ` +
    'longer, or leave out more as burn-in; if that does not help, there are several modes: use parallel tempering, or more levels';
  const severity = largest > VERY_LARGE ? 'error' : 'warning';
  return [{ severity, code: 'CHAINS_DISAGREE', message, parameter, ...aboutChains(outliers?.chains ?? []) }];
}

function judged(matrix: Matrix, ofActivity: boolean): Matrix {
  if (ofActivity) return activity(matrix);
  return isPartial(matrix) ? lastActive(activeDraws(matrix)) : matrix;
}

function without(chains: number, outliers: Outliers | undefined): string {
  if (outliers !== undefined) return `; without ${namesOf(outliers.chains)} it is ${outliers.rHat.toFixed(3)}`;
  return chains > 2 ? ', and no majority of them agrees' : '';
}
