import {
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  discrete,
  eigenvector,
  nestedTransdimensional,
  normal,
  normalBirth,
  siviaSkilling,
  solidAngle,
  veitch,
} from '@epsie/core';
import { gaussian } from './gaussian-model.mjs';

/** Longer than every measurement, so that every step adapts. */
const duration = 1e9;
const both = /** @type {const} */ (['x', 'y']);
const bounds = /** @type {const} */ ({ x: [-20, 20], y: [-20, 20] });
const priorWidths = { x: 40, y: 40 };
const covariance = [
  [2, 1],
  [1, 2],
];

const widths = { veitch: veitch({ duration, priorWidths }), siviaSkilling: siviaSkilling() };
const shape = andrieuThoms({ duration });
const adaptations = { ...widths, andrieuThoms: shape };
const diagonal = { ...widths, andrieuThoms: andrieuThoms({ duration, diagonal: true }) };

/** Returns the cases of a family in two dimensions: without adaptation, and with each of its adaptations. */
const families = {
  normal: { make: (/** @type {any} */ adaptation) => normal(both, adaptation), adaptations: diagonal },
  boundedNormal: { make: (/** @type {any} */ o) => boundedNormal(both, { bounds, ...o }), adaptations },
  angular: { make: (/** @type {any} */ o) => angular(both, o), adaptations },
  discrete: { make: (/** @type {any} */ o) => discrete(both, o), adaptations },
  boundedDiscrete: { make: (/** @type {any} */ o) => boundedDiscrete(both, { bounds, ...o }), adaptations },
  eigenvector: { make: (/** @type {any} */ o) => eigenvector(both, { covariance, ...o }), adaptations: {} },
  boundedEigenvector: {
    make: (/** @type {any} */ o) => boundedEigenvector(both, { bounds, covariance, ...o }),
    adaptations: {},
  },
  solidAngle: {
    make: (/** @type {any} */ o) => solidAngle({ azimuth: 'x', polar: 'y' }, o),
    adaptations: { andrieuThoms: shape },
  },
};

/** Cases in two dimensions, which have a target. */
export const familyNames = Object.entries(families).flatMap(([family, { adaptations: rules }]) => [
  family,
  ...Object.keys(rules).map((rule) => `${family}, ${rule}`),
]);

/** Sizes of the cases that state their scaling. */
export const SIZES = [2, 5, 10, 20, 50];

/** Cases by number of parameters, or of components. */
export const scalingNames = [
  'normal, full matrix, andrieuThoms',
  'eigenvector, andrieuThoms',
  'nestedTransdimensional',
];

/**
 * Returns the setup of a case: `family`, `family, adaptation`, or `name: size`.
 *
 * @param {string} name
 * @returns {{ parameters: readonly string[], model: (position: any) => any, proposals: any[], start: any }}
 */
export function caseOf(name) {
  const [kind, size] = name.split(': ');
  if (size !== undefined) return scalingCase(kind, Number(size));
  const [family, rule] = kind.split(', ');
  const { make, adaptations: rules } = families[/** @type {keyof typeof families} */ (family)];
  const adaptation = rules[/** @type {keyof typeof rules} */ (rule)];
  const bounded = family === 'boundedNormal' || family === 'boundedDiscrete' || family === 'angular';
  // The bounds imply the widths of the priors.
  const options = rule === 'veitch' && bounded ? veitch({ duration }) : adaptation;
  return {
    parameters: both,
    model: gaussian,
    proposals: [make(options === undefined ? {} : { adaptation: options })],
    start: { x: 1, y: 1 },
  };
}

/**
 * @param {string} kind
 * @param {number} size
 */
function scalingCase(kind, size) {
  const names = Array.from({ length: size }, (_, i) => `x${i}`);
  const zeros = Object.fromEntries(names.map((name) => [name, 0]));
  const model = (/** @type {{ readonly [name: string]: number }} */ position) => {
    let sum = 0;
    for (const name of names) sum += position[name] ** 2;
    return { logPrior: 0, logLikelihood: -0.5 * sum };
  };
  if (kind !== 'nestedTransdimensional') {
    const make = kind.startsWith('normal') ? normal : eigenvector;
    return { parameters: names, model, proposals: [make(names, { adaptation: shape })], start: zeros };
  }
  const components = names.map((name) => ({
    proposal: normal(name),
    birth: normalBirth(name, { mean: { [name]: 0 }, std: { [name]: 1 } }),
  }));
  const indexProposal = boundedDiscrete('k', { bounds: { k: [0, size] }, successive: true });
  return {
    parameters: ['k', ...names],
    model: () => ({ logPrior: 0, logLikelihood: 0 }),
    proposals: [nestedTransdimensional({ index: 'k', indexProposal, components })],
    start: { k: size, ...zeros },
  };
}
