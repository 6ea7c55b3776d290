import {
  adaptiveMixture,
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  cycle,
  defineModel,
  differentialEvolution,
  discrete,
  eigenvector,
  nestedTransdimensional,
  normal,
  normalBirth,
  type Position,
  type Proposal,
  siviaSkilling,
  snooker,
  solidAngle,
  uniformBirth,
  veitch,
} from '@epsie/core';
import { batched } from '../helpers/batched.ts';

/** Parameters of a model that needs every family of proposals but the normal ones. */
export const parameters = [
  'phi',
  'm',
  'n',
  'x',
  'y',
  'w',
  'psi',
  'u',
  'v',
  'ra',
  'dec',
  's',
  't',
  'count',
  'height1',
  'place1',
  'height2',
  'place2',
  'height3',
  'place3',
] as const;

type Name = (typeof parameters)[number];

/** Start of two chains: one with all components, one with the second alone. */
export const start: { readonly [K in Name]: readonly number[] } = {
  phi: [0.1, 6],
  m: [0, -3],
  n: [0, 4],
  x: [0, 2],
  y: [1, 1],
  w: [0.2, -0.3],
  psi: [1, 4],
  u: [0, 0.5],
  v: [1, 0.2],
  ra: [0, 3],
  dec: [Math.PI / 2, -0.4],
  s: [0.5, 0],
  t: [-1, 2],
  count: [3, 1],
  height1: [1, Number.NaN],
  place1: [-1, Number.NaN],
  height2: [2, 0.5],
  place2: [0, 0],
  height3: [0.1, Number.NaN],
  place3: [2, Number.NaN],
};

const labels = [1, 2, 3] as const;

/** Every family, with every adaptation that it can have somewhere. */
export const proposals = (): Proposal<Name>[] => [
  angular('phi', { adaptation: andrieuThoms({ duration: 100 }) }),
  discrete('m', { successive: true, adaptation: siviaSkilling() }),
  boundedDiscrete('n', { bounds: { n: [0, 4] }, adaptation: veitch({ duration: 120 }), jumpInterval: 2 }),
  eigenvector(['x', 'y'], { adaptation: andrieuThoms({ duration: 90 }) }),
  boundedEigenvector(['u', 'v'], { bounds: { u: [0, 1], v: [0, 1] }, adaptation: andrieuThoms({ duration: 80 }) }),
  solidAngle(
    { azimuth: 'ra', polar: 'dec' },
    { convention: 'declination', adaptation: andrieuThoms({ duration: 100 }) },
  ),
  cycle(
    [
      [boundedNormal(['t', 's'], { bounds: { s: [0, 1], t: [-3, 3] }, adaptation: andrieuThoms({ duration: 60 }) }), 4],
      [boundedNormal('s', { bounds: { s: [0, 1] }, adaptation: veitch({ duration: 30 }), jumpInterval: 2 }), 1],
      [
        cycle([
          [normal('t', { adaptation: siviaSkilling() }), 1],
          [normal(['s', 't'], { adaptation: andrieuThoms({ duration: 40, componentwise: true }) }), 2],
        ]),
        3,
      ],
    ],
    { jumpInterval: 2, jumpIntervalDuration: 50 },
  ),
  differentialEvolution(['w', 'psi'], {
    period: { psi: 2 * Math.PI },
    snooker: 0.2,
    capacity: 8,
    jumpInterval: 2,
    jumpIntervalDuration: 90,
  }),
  nestedTransdimensional({
    index: 'count',
    indexProposal: boundedDiscrete('count', { bounds: { count: [0, 3] }, covariance: 2 }),
    components: labels.map((i) => {
      const names = [`height${i}`, `place${i}`] as const;
      const [height, place] = names;
      return {
        proposal:
          i === 1
            ? normal(names, { adaptation: andrieuThoms({ duration: 60, componentwise: true }), jumpInterval: 2 })
            : i === 2
              ? normal(names, { adaptation: siviaSkilling({ duration: 60 }) })
              : cycle([
                  [normal(names, { adaptation: andrieuThoms({ duration: 30 }) }), 2],
                  [normal(place, { adaptation: siviaSkilling(), jumpInterval: 3, jumpIntervalDuration: 20 }), 1],
                  [snooker(names, { bounds: { [place]: [-4, 4] } as never, duration: 40 }), 1],
                  [adaptiveMixture(names, { capacity: 6 }), 2],
                ]),
        birth:
          i === 3
            ? uniformBirth(names, { bounds: { [height]: [-4, 4], [place]: [-4, 4] } as never })
            : normalBirth(names, { mean: { [height]: 1, [place]: 0 }, std: { [height]: 2, [place]: 2 } } as never),
      };
    }),
  }),
];

function evaluate(point: Position<Name>) {
  const { phi, m, n, x, y, w, psi, u, v, ra, dec, s, t, count } = point;
  let lines = 0;
  for (const i of labels) {
    const height = point[`height${i}`];
    if (!Number.isNaN(height)) lines += (height - 1) ** 2 + point[`place${i}`] ** 2;
  }
  return {
    logPrior:
      Math.abs(m) <= 20 && s >= 0 && s <= 1 && Math.abs(t) <= 3 && (count > 0 || lines === 0)
        ? -0.2 * lines
        : Number.NEGATIVE_INFINITY,
    logLikelihood:
      2 * Math.cos(phi) +
      Math.cos(psi) * w -
      w * w -
      0.1 * m * m -
      0.2 * n -
      (x - y) ** 2 -
      0.1 * x * x +
      u -
      v +
      Math.cos(dec) * Math.cos(ra) +
      s * t,
    blob: { lines },
  };
}

/** The same model, of many points at once. */
export const batch = defineModel(import.meta.url, batched<Name>({ evaluate }), 'batch');

// biome-ignore lint/style/noDefaultExport: a pool imports the default export by default
export default defineModel(import.meta.url, evaluate);
