import type { SummaryRow } from '@epsie/analysis';
import type { Reading } from '@epsie/analysis/sources';
import { describe, expected, rangeError, suggestion, typeError } from '@epsie/core/checks';
import { type FigureKindName, figureKinds } from '../kinds/kinds.ts';

/** Most parameters of the figures that have a panel for each. */
export const MOST_PARAMETERS = 6;

/**
 * Checks the names of figures.
 *
 * @throws TypeError or RangeError for what is no figure
 */
export function expectFigures(wanted: unknown): readonly FigureKindName[] | undefined {
  if (wanted === undefined) return undefined;
  const known = Object.keys(figureKinds);
  if (!Array.isArray(wanted)) throw typeError(expected('figures', "an array of names such as ['trace']", wanted));
  const wrong = wanted.find((name: unknown) => !known.includes(name as string)) as unknown;
  if (wrong === undefined) return [...new Set(wanted as readonly FigureKindName[])];
  const list = known.map((name) => `\`${name}\``).join(', ');
  const near = typeof wrong === 'string' ? suggestion(wrong, known) : '';
  throw rangeError(`Expected \`figures\` to be names among ${list}, got ${describe(wrong)}${near}`);
}

/** Returns the figures that a run has, in the order of a report. */
export function figuresOf({ draws, configuration }: Reading): readonly FigureKindName[] {
  const hasRatio = draws.variables.some(({ kind, origin }) => kind === 'stat' && /^accept/.test(origin));
  const isTempered = draws.temperatures > 1 && draws.betas !== undefined && draws.swaps !== undefined;
  const hasSweeps = isTempered && (draws.sweeps ?? 0) > 0;
  const hasLogLikelihood = draws.variables.some(({ kind, origin }) => kind === 'stat' && origin === 'logLikelihood');
  const moves = configuration?.tempering?.ladder !== undefined;
  const all: readonly (readonly [FigureKindName, boolean])[] = [
    ['intervals', true],
    ['corner', true],
    ['dimension', JSON.stringify(configuration?.proposals.map(kindsIn) ?? []).includes('nestedTransdimensional')],
    ['trace', true],
    ['rank', true],
    ['acceptance', hasRatio],
    ['logLikelihoodByBeta', isTempered && hasLogLikelihood],
    ['ladder', isTempered && moves],
    ['swaps', hasSweeps],
    ['indexProcess', hasSweeps],
  ];
  return all.filter(([, has]) => has).map(([name]) => name);
}

function kindsIn(proposal: unknown): unknown {
  const { kind, members = [] } = proposal as { kind?: string; members?: readonly unknown[] };
  return [kind, members.map(kindsIn)];
}

/** Returns the parameters with the largest R̂, in their order; those without R̂ are the first to be chosen. */
export function leastConverged(rows: readonly SummaryRow[]): readonly string[] {
  const badness = ({ rHat }: SummaryRow): number => (Number.isNaN(rHat) ? Number.POSITIVE_INFINITY : rHat);
  const chosen = new Set(rows.toSorted((a, b) => compare(badness(b), badness(a))).slice(0, MOST_PARAMETERS));
  return rows.filter((row) => chosen.has(row)).map(({ parameter }) => parameter);
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
