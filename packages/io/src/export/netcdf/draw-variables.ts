import type { DrawSource, Selection, Variable } from '@epsie/core';
import { distinctNames } from '../distinct-names.ts';
import { validName } from './valid-name.ts';

/** A variable of a group that has a number for every draw. */
export type DrawVariable = {
  /** Name in the file. */
  readonly name: string;
  readonly type: Variable['type'];
  read(selection: Selection): Promise<Float64Array>;
};

/** Names that ArviZ has for statistics, or such as go with them; any other statistic keeps its own name. */
const ARVIZ_NAMES: { readonly [statistic: string]: string } = {
  logLikelihood: 'logl',
  logPrior: 'logp',
  acceptanceRatio: 'acceptance_rate',
};

/** Coordinates of the groups of draws; those of temperatures only where there are several. */
const coordinateNames = ({ temperatures }: DrawSource): string[] => [
  'chain',
  'draw',
  'iteration',
  ...(temperatures > 1 ? ['temperature', 'beta'] : []),
];

/** Returns a variable for every parameter, under names that no coordinate has. */
export function parameterVariables(source: DrawSource): DrawVariable[] {
  const parameters = ofKind(source, 'parameter');
  const origins = parameters.map(({ name }) => name);
  const names = distinctNames(origins, coordinateNames(source), validName);
  return parameters.map((parameter, i) => drawVariable(source, parameter, names[i] as string));
}

/** Returns a variable for every recorded statistic, then for every blob, under names that neither a coordinate nor a statistic has. */
export function statVariables(source: DrawSource): DrawVariable[] {
  const recorded = ofKind(source, 'stat').map((statistic) =>
    drawVariable(source, statistic, ARVIZ_NAMES[statistic.origin] ?? statistic.origin),
  );
  const stats = [...logPosterior(recorded), ...recorded];
  const blobs = ofKind(source, 'blob');
  const taken = [...coordinateNames(source), ...stats.map(({ name }) => name)];
  const origins = blobs.map(({ origin }) => origin);
  const names = distinctNames(origins, taken, validName);
  return [...stats, ...blobs.map((blob, i) => drawVariable(source, blob, names[i] as string))];
}

/** Returns the inverse temperature of every draw, as a variable. */
export const betaVariable = (source: DrawSource): DrawVariable => {
  return { name: 'beta', type: 'float64', read: async (selection) => source.betas(selection) };
};

const drawVariable = (source: DrawSource, { name: origin, type }: Variable, name: string): DrawVariable => ({
  name,
  type,
  read: async (selection) => source.draws(origin, selection),
});

/** Returns ArviZ's `lp`, the log posterior density up to a constant, where both of its terms are recorded. */
function logPosterior(recorded: readonly DrawVariable[]): DrawVariable[] {
  const [likelihood, prior] = ['logl', 'logp'].map((term) => recorded.find(({ name }) => name === term));
  if (likelihood === undefined || prior === undefined) return [];
  const read = async (selection: Selection): Promise<Float64Array> => {
    const logPriors = await prior.read(selection);
    return (await likelihood.read(selection)).map((value, i) => value + (logPriors[i] as number));
  };
  return [{ name: 'lp', type: 'float64', read }];
}

const ofKind = ({ variables }: DrawSource, kind: Variable['kind']): Variable[] =>
  variables.filter((variable) => variable.kind === kind);
