// The automatic proposal on every kind of domain: chains that have learned, and start with exact draws of their target, are exact draws of it
// after some steps.
import {
  automatic,
  cycle,
  type DeclaredModel,
  type DeclaredPrior,
  type ModelFunction,
  type Proposal,
  type Random,
  solidAngle,
} from '@epsie/core';
import test from 'ava';
import { normalLogMass } from '#src/math/normal-distribution.js';
import { manyChains } from '../helpers/in-part.ts';
import { afterSteps, type Law, LIMIT } from '../helpers/laws.ts';
import { bell, counts, directions, flat, turn } from '../helpers/priors.ts';
import { chiSquare, kolmogorov } from '../helpers/statistics.ts';

/** A parameter whose draws are independent of the others: an exact draw, and the probability below a value. */
type Marginal = { draw(random: Random): number; below(x: number): number };

/** Likelihood e^(−x) over an interval. */
const falling = (lower: number, upper: number): Marginal => {
  const rate = 3 / (upper - lower);
  const total = 1 - Math.exp(-3);
  return {
    draw: (random) => lower - Math.log(1 - total * random.random()) / rate,
    below: (x) => (1 - Math.exp(-rate * (x - lower))) / total,
  };
};

const halfCosine: Marginal = {
  // Density ∝ (1 + sin φ) on the circle.
  draw(random) {
    for (;;) {
      const phi = random.uniform(0, 2 * Math.PI);
      if (2 * random.random() < 1 + Math.sin(phi)) return phi;
    }
  },
  below: (phi) => (phi + 1 - Math.cos(phi)) / (2 * Math.PI),
};

const azimuth: Marginal = { draw: (random) => random.uniform(0, 2 * Math.PI), below: (phi) => phi / (2 * Math.PI) };

/** Isotropic prior with the likelihood 1 + sin δ: sin δ has the density (1 + s)/2. */
const northern: Marginal = {
  draw: (random) => Math.asin(2 * Math.sqrt(random.random()) - 1),
  below: (delta) => ((1 + Math.sin(delta)) / 2) ** 2,
};

const standard: Marginal = { draw: (random) => random.standardNormal(), below: (x) => Math.exp(normalLogMass(-40, x)) };

const tilted = [0.1, 0.2, 0.4, 0.2, 0.1];
const integer: Marginal = {
  draw: (random) => random.choice(5, tilted),
  below: (k) => tilted.slice(0, k + 1).reduce((sum, p) => sum + p, 0),
};

type Part = {
  readonly prior: DeclaredPrior<string>;
  readonly marginals: { readonly [name: string]: Marginal };
  readonly logLikelihood: (at: { readonly [name: string]: number }) => number;
};

const unit = 1e-21;
const parts = {
  box: {
    prior: { x: flat(0, unit), y: flat(-1, 3) },
    marginals: { x: falling(0, unit), y: falling(-1, 3) },
    logLikelihood: ({ x = 0, y = 0 }) => -3 * (x / unit + (y + 1) / 4),
  },
  reals: { prior: { z: bell(0, 1) }, marginals: { z: standard }, logLikelihood: () => 0 },
  circle: {
    prior: { phi: turn },
    marginals: { phi: halfCosine },
    logLikelihood: ({ phi = 0 }) => Math.log(1 + Math.sin(phi)),
  },
  sphere: {
    prior: directions('ra', 'dec'),
    marginals: { ra: azimuth, dec: northern },
    logLikelihood: ({ dec = 0 }) => Math.log(1 + Math.sin(dec)),
  },
  integers: {
    prior: { k: counts(4) },
    marginals: { k: integer },
    logLikelihood: ({ k = 0 }) => Math.log(tilted[k] as number),
  },
} satisfies { readonly [name: string]: Part };

function lawOf(chosen: readonly Part[]): Law {
  const marginals = Object.assign({}, ...chosen.map((part) => part.marginals)) as Part['marginals'];
  const prior = Object.assign({}, ...chosen.map((part) => part.prior)) as Part['prior'];
  const model: DeclaredModel<string> = {
    prior,
    logLikelihood: (at) => chosen.reduce((sum, part) => sum + part.logLikelihood(at), 0),
  };
  const parameters = Object.keys(marginals);
  return {
    parameters,
    model: model as unknown as ModelFunction<string>,
    draw: (random) => parameters.map((name) => (marginals[name] as Marginal).draw(random)),
    scores: (columns) =>
      Object.fromEntries(
        columns.map((column, i) => {
          const name = parameters[i] as string;
          if (name === 'k') return [name, chiSquare(Array.from(column), tilted) / 4.5];
          return [name, kolmogorov(column, (marginals[name] as Marginal).below) / 2.2];
        }),
      ),
  };
}

const duration = 600;
const settings = { chains: manyChains(2000), steps: 30, seed: 4, warmUp: duration + 300 };
const learned = (): Proposal<string>[] => [automatic({ duration })];
const worst = (scores: { readonly [name: string]: number }): number => Math.max(...Object.values(scores));

for (const [name, part] of Object.entries(parts)) {
  test.serial(`automatic leaves a target on ${name} invariant`, async (t) => {
    const law = lawOf([part]);
    const scores = law.scores(await afterSteps(law, learned(), settings));
    t.true(worst(scores) < LIMIT, JSON.stringify(scores));
  });
}

test.serial('automatic leaves a target on all domains at once invariant', async (t) => {
  const law = lawOf(Object.values(parts));
  const scores = law.scores(await afterSteps(law, learned(), settings));
  t.true(worst(scores) < LIMIT, JSON.stringify(scores));
});

test.serial('solidAngle fits a declared prior, alone and in a cycle', async (t) => {
  const law = lawOf([parts.sphere]);
  const sky = solidAngle({ azimuth: 'ra', polar: 'dec' }, { convention: 'declination', kappa: 2 });
  for (const proposal of [sky, cycle([[sky, 1]])]) {
    const scores = law.scores(await afterSteps(law, [proposal], { ...settings, warmUp: 0 }));
    t.true(worst(scores) < LIMIT, JSON.stringify(scores));
  }
});

test.serial('detects a declared prior that is taken for a density per solid angle', async (t) => {
  const law = lawOf([parts.sphere]);
  const { prior, logLikelihood } = law.model as unknown as DeclaredModel<string>;
  const perAngles = (at: { readonly [name: string]: number }) => ({
    logPrior: Object.entries(prior).reduce(
      (sum, [name, each]) => sum + ('joint' in each ? 0 : each.logDensity(at[name] as number)),
      0,
    ),
    logLikelihood: logLikelihood(at) as number,
  });
  const sky = solidAngle({ azimuth: 'ra', polar: 'dec' }, { convention: 'declination', kappa: 2 });
  const scores = law.scores(await afterSteps({ ...law, model: perAngles }, [sky], { ...settings, warmUp: 0 }));
  t.true(worst(scores) > LIMIT, JSON.stringify(scores));
});
