import type { DrawSource, Selection, Variable } from '../../run/reading/draw-source.ts';
import { distinctNames, validName } from '../names.ts';

/** Numbers per draw that become a variable of a group. */
export type DrawVariable = {
  /** The variable's name in the file. */
  readonly name: string;
  readonly type: 'float64' | 'bool';
  read(selection: Selection): Promise<Float64Array>;
};

/** Coordinates of the groups of draws; those of temperatures only where there are several. */
const coordinateNames = ({ temperatures }: DrawSource): string[] => [
  'chain',
  'draw',
  'iteration',
  ...(temperatures > 1 ? ['temperature', 'beta'] : []),
];

/** A column for every parameter, under names that no coordinate has. */
export function parameterColumns(source: DrawSource): DrawVariable[] {
  const parameters = ofKind(source, 'parameter').map(({ name }) => name);
  const names = distinctNames(parameters, coordinateNames(source), validName);
  return parameters.map((name, i) => plain(source, name, names[i]));
}

// Names that ArviZ has for them; `logl` and `logp` are none of its own.
const STATS: readonly (readonly [stat: string, name: string])[] = [
  ['logLikelihood', 'logl'],
  ['logPrior', 'logp'],
  ['acceptanceRatio', 'acceptance_rate'],
];

/** A column for every stat that was recorded, then for every blob, under names that neither a coordinate nor a stat has. */
export function statColumns(source: DrawSource): DrawVariable[] {
  const recorded = new Map(ofKind(source, 'stat').map(({ origin, name }) => [origin, name]));
  const likelihood = recorded.get('logLikelihood');
  const prior = recorded.get('logPrior');
  const accepted = recorded.get('accepted');
  const stats: DrawVariable[] = [
    ...(likelihood !== undefined && prior !== undefined ? [logPosterior(source, likelihood, prior)] : []),
    ...STATS.flatMap(([origin, name]) => {
      const stat = recorded.get(origin);
      return stat === undefined ? [] : [plain(source, stat, name)];
    }),
    ...(accepted === undefined ? [] : [{ ...plain(source, accepted, 'accepted'), type: 'bool' as const }]),
  ];
  const blobs = ofKind(source, 'blob');
  const taken = [...coordinateNames(source), ...stats.map(({ name }) => name)];
  const names = distinctNames(
    blobs.map(({ origin }) => origin),
    taken,
    validName,
  );
  return [...stats, ...blobs.map(({ name }, i) => plain(source, name, names[i]))];
}

/** The inverse temperature of every draw. */
export const betaColumn = (source: DrawSource): DrawVariable => {
  return { name: 'beta', type: 'float64', read: (selection) => source.betas(selection) };
};

function plain(source: DrawSource, name: string, as: string = name): DrawVariable {
  return { name: as, type: 'float64', read: (selection) => source.draws(name, selection) };
}

function logPosterior(source: DrawSource, likelihoodName: string, priorName: string): DrawVariable {
  return {
    name: 'lp',
    type: 'float64',
    read: async (selection) => {
      const likelihood = await source.draws(likelihoodName, selection);
      const prior = await source.draws(priorName, selection);
      return likelihood.map((value, i) => value + (prior[i] as number));
    },
  };
}

const ofKind = ({ variables }: DrawSource, kind: Variable['kind']): Variable[] =>
  variables.filter((variable) => variable.kind === kind);
