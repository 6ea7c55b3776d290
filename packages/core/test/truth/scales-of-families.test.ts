// Every family with every adaptation that it can have, where parameters of very different sizes lie 10⁹ of their widths away
// from 0, as far as their domain reaches; in both samplers, before and after a reset of the adaptation.
import {
  type Adaptation,
  andrieuThoms,
  angular,
  type Bounds,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  discrete,
  eigenvector,
  normal,
  type Proposal,
  siviaSkilling,
  solidAngle,
  veitch,
} from '@epsie/core';
import test from 'ava';
import { someOf } from '../helpers/in-part.ts';
import { old } from '../helpers/old-rules.ts';
import { type Exact, faultsOf, type Problem, phasesOf, startWithin } from '../helpers/problem.ts';

type Exacts = { readonly [name: string]: Exact };

/** Independent Gaussians. */
function independent(exact: Exacts): Problem {
  const targets = Object.entries(exact);
  return {
    parameters: Object.keys(exact),
    exact,
    start: startWithin(exact),
    model: (point) => {
      let squares = 0;
      for (const [name, { mean, sd }] of targets) squares += (((point[name] as number) - mean) / sd) ** 2;
      return { logPrior: 0, logLikelihood: -0.5 * squares };
    },
  };
}

/** Gaussians h and d of a correlation; the difference between them, in standard deviations, is narrow. */
function correlated({ h, d }: { readonly h: Exact; readonly d: Exact }, rho: number): Problem {
  const place = (point: { readonly [name: string]: number }): readonly [number, number] => {
    const { h: x = 0, d: y = 0 } = point;
    return [(x - h.mean) / h.sd, (y - d.mean) / d.sd];
  };
  const difference = (point: { readonly [name: string]: number }): number => {
    const [u, w] = place(point);
    return u - w;
  };
  return {
    parameters: ['h', 'd'],
    exact: { h, d, difference: { mean: 0, sd: Math.sqrt(2 * (1 - rho)) } },
    quantities: { difference },
    start(random) {
      const z = 2 * random.random() - 1;
      return { h: h.mean + h.sd * z, d: d.mean + d.sd * (z + Math.sqrt(1 - rho) * (2 * random.random() - 1)) };
    },
    model(point) {
      const [u, w] = place(point);
      return { logPrior: 0, logLikelihood: -((u + w) ** 2 / (1 + rho) + (u - w) ** 2 / (1 - rho)) / 4 };
    },
  };
}

/** The adaptation ends before the samples that are compared. */
const DURATION = 2000;
const S = siviaSkilling({ duration: DURATION });
const A = andrieuThoms({ duration: DURATION });
const C = andrieuThoms({ duration: DURATION, componentwise: true });
const veitchOf = (exact: Exacts): Adaptation =>
  veitch({
    duration: DURATION,
    priorWidths: Object.fromEntries(Object.entries(exact).map(([name, { sd }]) => [name, 10 * sd])),
    initialStd: Object.values(exact).map(({ sd }) => sd),
  });

const variancesOf = (exact: Exacts): number[] => Object.values(exact).map(({ sd }) => 2 * sd * sd);
const boundsOf = <P extends string>(exact: { readonly [K in P]: Exact }) => ({
  bounds: Object.fromEntries(
    Object.entries<Exact>(exact).map(([name, { mean, sd }]) => [name, [mean - 20 * sd, mean + 20 * sd]]),
  ) as unknown as Bounds<P>,
});

/** Options of a family whose parameters are independent, for each adaptation. */
function optionsOf(exact: Exacts): {
  readonly [adaptation: string]: { covariance?: number[]; adaptation?: Adaptation };
} {
  const covariance = variancesOf(exact);
  return {
    fixed: { covariance },
    veitch: { adaptation: veitchOf(exact) },
    siviaSkilling: { covariance, adaptation: S },
    andrieuThoms: { covariance, adaptation: A },
    'andrieuThoms, componentwise': { covariance, adaptation: C },
  };
}

type Case = readonly [title: string, problem: Problem, proposals: readonly Proposal<string>[]];

const small: Exact = { mean: 1e-14, sd: 1e-23 };
const large: Exact = { mean: 1e18, sd: 1e9 };
const pair = { h: small, d: large };
const besideLarge = normal('d', { covariance: 2e18 });
const angles = { phi: { mean: 1, sd: 1e-9 }, psi: { mean: 3, sd: 0.25 } };
const counts = { m: { mean: 1e9, sd: 1 }, n: { mean: 1e15, sd: 1e6 } };
const integers: Problem = {
  ...independent(counts),
  start: (random) =>
    Object.fromEntries(
      Object.entries(counts).map(([name, { mean, sd }]) => [name, Math.round(mean + sd * (2 * random.random() - 1))]),
    ),
};

const independentCases: readonly Case[] = [
  ...Object.entries(optionsOf(pair)).flatMap(([title, options]): Case[] => [
    [`normal, ${title}`, independent(pair), [normal(['h', 'd'], options)]],
    [`boundedNormal, ${title}`, independent(pair), [boundedNormal(['h', 'd'], { ...boundsOf(pair), ...options })]],
  ]),
  [
    'normal, andrieuThoms, diagonal',
    independent(pair),
    [
      normal(['h', 'd'], {
        covariance: variancesOf(pair),
        adaptation: andrieuThoms({ duration: DURATION, diagonal: true }),
      }),
    ],
  ],
  ...Object.entries(optionsOf(angles)).map(
    ([title, options]): Case => [
      `angular, ${title}`,
      independent({ ...angles, d: large }),
      [angular(['phi', 'psi'], options), besideLarge],
    ],
  ),
  ...Object.entries(optionsOf(counts)).flatMap(([title, options]): Case[] => [
    [`discrete, ${title}`, integers, [discrete(['m', 'n'], options)]],
    [`discrete, successive, ${title}`, integers, [discrete(['m', 'n'], { ...options, successive: true })]],
    [`boundedDiscrete, ${title}`, integers, [boundedDiscrete(['m', 'n'], { ...boundsOf(counts), ...options })]],
  ]),
];

const WIDTH = 1e-9;
const POLAR = 1.2;
const sky: Problem = independent({
  azimuth: { mean: 1, sd: WIDTH / Math.sin(POLAR) },
  polar: { mean: POLAR, sd: WIDTH },
  d: large,
});
const directions = { azimuth: 'azimuth', polar: 'polar' };
const skyCases: readonly Case[] = [
  ['solidAngle, fixed', sky, [solidAngle(directions, { kappa: 0.5 / WIDTH ** 2 }), besideLarge]],
  ['solidAngle, andrieuThoms', sky, [solidAngle(directions, { kappa: 1e17, adaptation: A }), besideLarge]],
];

/** h and d are known to 10⁻⁷ of their widths there, and their difference is 10⁻⁵ wide. */
const RHO = 1 - 1e-10;
const ridges = { 'at 0': { h: { mean: 0, sd: small.sd }, d: { mean: 0, sd: large.sd } }, 'at 10⁹ widths': pair };
const hd = ['h', 'd'] as const;

const ridgeCases = Object.entries(ridges).flatMap(([where, exact]): Case[] => {
  const problem = correlated(exact, RHO);
  const { h, d } = exact;
  const covariance = [
    [2 * h.sd ** 2, 2 * RHO * h.sd * d.sd],
    [2 * RHO * h.sd * d.sd, 2 * d.sd ** 2],
  ];
  const box = boundsOf(exact);
  const proposals: { readonly [title: string]: Proposal<string> } = {
    'normal, fixed': normal(hd, { covariance }),
    'normal, siviaSkilling': normal(hd, { covariance, adaptation: S }),
    'normal, andrieuThoms': normal(hd, { covariance, adaptation: A }),
    'normal, andrieuThoms, componentwise': normal(hd, { covariance, adaptation: C }),
    'eigenvector in raw units, fixed': eigenvector(hd, { covariance }),
    'eigenvector, fixed': eigenvector(hd, { covariance, units: 'standard' }),
    'eigenvector, andrieuThoms': eigenvector(hd, { covariance, adaptation: A }),
    'boundedEigenvector in raw units, fixed': boundedEigenvector(hd, { ...box, covariance }),
    'boundedEigenvector, fixed': boundedEigenvector(hd, { ...box, covariance, units: 'standard' }),
    'boundedEigenvector, andrieuThoms': boundedEigenvector(hd, { ...box, covariance, adaptation: A }),
  };
  return Object.entries(proposals).map(([title, proposal]) => [`a ridge ${where}: ${title}`, problem, [proposal]]);
});

const schedule = { chains: 4, burnIn: DURATION + 200, iterations: 8000, resets: 1 };
const samplers = { 'Metropolis–Hastings': {}, tempered: { betas: [1, 0.4] } };

for (const [sampler, betas] of Object.entries(samplers)) {
  for (const [title, problem, proposals] of someOf([...independentCases, ...skyCases, ...ridgeCases])) {
    test.serial(`${sampler}: converges with ${title}`, async (t) => {
      const phases = await phasesOf(problem, proposals, { ...schedule, ...betas });
      for (const draws of phases) t.deepEqual(faultsOf(draws, problem.exact), []);
    });
  }
}

test.serial('detects a learned width so small that every jump of a count is rounded to 0', async (t) => {
  const spec = discrete(['m', 'n'], { covariance: variancesOf(counts), adaptation: A, successive: true });
  const [draws] = await phasesOf(integers, [old('restingKernel', spec)], schedule);
  t.regex(faultsOf(draws as NonNullable<typeof draws>, counts).join('\n'), /m: chain \d never moves/);
});
