import { readdirSync } from 'node:fs';
import { equalRejection, ParallelTemperedSampler, vousden } from '@epsie/core';
import test from 'ava';
import type { LadderRule } from '#src/tempering/ladder-rule.js';
import {
  LADDER_RULES,
  type LadderSpec,
  ladderRuleOf,
  SWAP_SCHEMES,
  type SwapSchemeName,
} from '#src/tempering/registry.js';
import { ladderRuleChecks, type RuleUnderTest } from './ladder-rules.ts';

const specs: readonly LadderSpec[] = [
  vousden(),
  vousden({ infiniteHottest: false, nu: 2, tau: 1e6 }),
  vousden({ duration: 300 }),
  equalRejection(),
  equalRejection({ shared: false, firstRound: 7 }),
  equalRejection({ infiniteHottest: false, rounds: 3, firstRound: 5 }),
];

for (const [i, spec] of specs.entries())
  for (const check of ladderRuleChecks)
    test(`${spec.kind} ${i} ${check.name}`, (t) => t.notThrows(() => check.run({ rule: ladderRuleOf(spec), spec })));

type Adapt = LadderRule<null, { readonly moved: Float64Array }>['adapt'];

/** A rule that moves level 1 away from level 0 by what `adapt` makes of the acceptance. */
const ruleOf = (adapt: Adapt, start = (betas: Float64Array): Float64Array => betas.slice()): RuleUnderTest => ({
  spec: null,
  rule: {
    start: (_spec: null, betas: Float64Array) => ({ betas: start(betas), ladder: { moved: new Float64Array(1) } }),
    adapt,
  },
});

const still: Adapt = () => undefined;

/** A rule whose chains agree on what the last one of them has. */
const withAgreements = (
  nextAgreement: (sweep: number) => number,
  lastSweep = Number.POSITIVE_INFINITY,
): RuleUnderTest => {
  const { rule, spec } = ruleOf((_spec, _betas, { moved }, acceptance) => moved.set(acceptance.subarray(0, 1)));
  return {
    spec,
    rule: {
      ...rule,
      lastSweep: () => lastSweep,
      nextAgreement: (_spec: null, sweep: number) => nextAgreement(sweep),
      agree: (_spec: null, betas: Float64Array, states: readonly { readonly moved: Float64Array }[]) => {
        const { moved } = states.at(-1) as { readonly moved: Float64Array };
        return { betas: Float64Array.of(1, (moved[0] as number) / 2, ...betas.subarray(2)), ladder: { moved } };
      },
    },
  };
};
let memory = 0;

const BROKEN: { readonly [check: string]: RuleUnderTest } = {
  'leaves the given betas as they are': ruleOf(still, (betas) => betas.fill(0.5)),
  'keeps betas distinct, sorted and in [0, 1]': ruleOf((_spec, betas, _state, acceptance) => {
    betas[1] = (betas[1] as number) * (1.5 - (acceptance[0] as number));
  }),
  'keeps the coldest level at its β': ruleOf((_spec, betas) => {
    betas[0] = 0.9;
  }),
  'keeps its state plain data of a fixed shape': ruleOf((_spec, _betas, state) => {
    Object.assign(state, { last: 1 });
  }),
  'is determined by betas, state and sweep, so that a run can resume': ruleOf((_spec, betas) => {
    betas[1] = 0.5 + 0.001 * Math.sin(memory++);
  }),
  'leaves the ladder as it is after its last sweep': withAgreements((sweep) => 10 * Math.floor(sweep / 10) + 10, 50),
  'agrees at sweeps that do not depend on when it is asked': withAgreements((sweep) => sweep + 2),
  'agrees on the mean of all chains, and changes none of their states': withAgreements((sweep) => sweep + 1),
  'moves levels apart that swap more often than others': ruleOf(still),
};

for (const check of ladderRuleChecks)
  test(`a rule that does the opposite of "${check.name}" fails`, (t) => {
    t.throws(() => check.run(BROKEN[check.name] as RuleUnderTest), { message: /^Expected/ });
  });

test('every file of ladders/ is in the registry', (t) => {
  const files = readdirSync(new URL('../../src/tempering/ladders/', import.meta.url)).filter((file) =>
    file.endsWith('.ts'),
  );
  t.is(files.length, Object.keys(LADDER_RULES).length);
});

for (const swaps of Object.keys(SWAP_SCHEMES) as SwapSchemeName[]) {
  test(`vousden evens out the acceptance of all pairs with ${swaps} swaps`, async (t) => {
    const betas = [1, 0.9, 0.8, 0.01];
    const sampler = new ParallelTemperedSampler({
      parameters: ['x'],
      model: ({ x }) => ({ logPrior: Math.abs(x) < 20 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -0.5 * x * x }),
      betas,
      swaps,
      ladder: vousden({ infiniteHottest: false, tau: 500 }),
      chains: 1,
      seed: 4,
    });
    await sampler.start({ x: betas.map(() => [0]) });
    await sampler.run(5000);
    sampler.clear();
    await sampler.run(10_000);
    const rates = sampler.swaps.ratio.map(([ratios]) => {
      const tried = (ratios as Float64Array).filter((ratio) => !Number.isNaN(ratio));
      return tried.reduce((a, b) => a + b) / tried.length;
    });
    t.true(Math.max(...rates) - Math.min(...rates) < 0.06, `${rates}`);
  });
}
