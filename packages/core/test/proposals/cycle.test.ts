import {
  andrieuThoms,
  boundedNormal,
  type CycleMember,
  type CycleProposal,
  cycle,
  discrete,
  evaluateLogDensity,
  MetropolisHastingsSampler,
  normal,
  type Proposal,
  type ProposalState,
  siviaSkilling,
} from '@epsie/core';
import test from 'ava';

const parameters = ['x', 'y'] as const;
const gaussian = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) });

const create = (proposals: readonly Proposal<'x' | 'y'>[], chains = 2) =>
  new MetropolisHastingsSampler({ parameters, model: gaussian, chains, seed: 2, proposals });

type CycleState = ProposalState & { readonly members: readonly (ProposalState & { readonly std: Float64Array })[] };

const stateOf = (sampler: ReturnType<typeof create>, chain: number): CycleState =>
  (sampler.state.chains[chain] as unknown as { proposals: [CycleState] }).proposals[0];

async function ran(proposal: CycleProposal<'x' | 'y'>, iterations: number) {
  const sampler = create([proposal]);
  await sampler.start({ x: [0, 1], y: [1, 0] });
  await sampler.run(iterations);
  return sampler;
}

test('members are drawn in proportion to their weights, and a member of weight 0 never', async (t) => {
  const weights = [3, 0, 1, 0.5, 0];
  const members = weights.map((weight) => [normal(parameters), weight] as const);
  const n = 20_000;
  const { members: states, steps } = stateOf(await ran(cycle(members), n), 0);
  t.is(steps, n);
  t.is(
    states.reduce((sum, member) => sum + member.steps, 0),
    n,
  );
  for (const [i, weight] of weights.entries()) {
    const p = weight / 4.5;
    const deviation = (states[i] as ProposalState).steps - n * p;
    t.true(Math.abs(deviation) <= 4 * Math.sqrt(n * p * (1 - p)), `member ${i}: ${deviation} from ${n * p}`);
  }
});

test('only the member that was drawn moves, adapts and counts', async (t) => {
  const adaptation = siviaSkilling();
  const proposal = cycle([
    [normal('x', { adaptation }), 1],
    [normal('y', { adaptation, covariance: 4 }), 1],
  ]);
  const sampler = create([proposal], 1);
  await sampler.start({ x: [0], y: [0] });
  let before = stateOf(sampler, 0);
  for (let i = 0; i < 60; i++) {
    const { x, y } = sampler.currentPositions;
    const from = [x[0], y[0]];
    await sampler.run(1);
    const after = stateOf(sampler, 0);
    const drawn = after.members.findIndex((member, j) => member.steps > (before.members[j]?.steps as number));
    const other = 1 - drawn;
    t.deepEqual(after.members[other], before.members[other]);
    t.is([sampler.currentPositions.x[0], sampler.currentPositions.y[0]][other], from[other]);
    before = after;
  }
});

test('the same proposal can be several members, each with its own state', async (t) => {
  const proposal = normal(parameters, { adaptation: andrieuThoms({ duration: 100 }) });
  const sampler = await ran(
    cycle([
      [proposal, 2],
      [proposal, 1],
    ]),
    300,
  );
  const [a, b] = stateOf(sampler, 0).members;
  t.notDeepEqual(a, b);
});

test('a jump interval of a cycle keeps it in place between its jumps, until its duration', async (t) => {
  const proposal = cycle([[normal('x'), 1]], { jumpInterval: 3, jumpIntervalDuration: 4 });
  const sampler = await ran(
    cycle([
      [proposal, 1],
      [normal('y'), 1e-12],
    ]),
    21,
  );
  const x = sampler.positions.x[0] as Float64Array;
  const { members } = stateOf(sampler, 0) as unknown as { members: [CycleState] };
  // Jumps at steps 0, 3, 6, 9, and from step 12 on at each.
  t.is(members[0].members[0]?.steps, 4 + 9);
  for (const i of [1, 2, 4, 5, 7, 8, 10, 11]) t.is(x[i], x[i - 1]);
});

test('a state of another cycle is refused', async (t) => {
  const of = (proposal: CycleMember<'x'>, weight: number, options = {}) =>
    create([
      cycle(
        [
          [normal(parameters), 1],
          [proposal, weight],
        ],
        options,
      ),
    ]);
  const sampler = of(normal('x'), 1);
  await sampler.start({ x: [0, 1], y: [1, 0] });
  const { state } = sampler;
  t.notThrows(() => of(normal('x'), 1).setState(state));
  for (const other of [
    of(normal('x'), 2),
    of(normal('x', { covariance: 2 }), 1),
    of(cycle([[normal('x'), 1]]), 1),
    of(normal('x'), 1, { jumpInterval: 2, jumpIntervalDuration: 9 }),
    create([normal(parameters)]),
  ])
    t.throws(() => other.setState(state), { code: 'STATE_MISMATCH' });
});

const density = <P extends string>(proposal: Proposal<P>, to: object, from: object): number =>
  evaluateLogDensity(proposal, to as { readonly [K in P]: number }, from as { readonly [K in P]: number });

const close = (t: { true(value: boolean, message?: string): unknown }, got: number, expected: number) =>
  t.true(Math.abs(got - expected) < 1e-12, `${got}, expected ${expected}`);

test('the log density of a cycle is that of the weighted sum', (t) => {
  const [a, b] = [normal('x'), normal('x', { covariance: 9 })];
  const [to, from] = [{ x: 1 }, { x: 0 }];
  const expected = Math.log(0.3 * Math.exp(density(a, to, from)) + 0.7 * Math.exp(density(b, to, from)));
  const pairs: [CycleMember<'x'>, number][] = [
    [a, 3],
    [b, 7],
  ];
  close(t, density(cycle(pairs), to, from), expected);
  const inner = cycle([
    [cycle(pairs), 5],
    [normal('x', { covariance: 2 }), 0],
  ]);
  close(t, density(inner, to, from), expected);
  t.is(
    density(cycle([[boundedNormal('x', { bounds: { x: [0, 1] } }), 1]]), { x: 2 }, { x: 0 }),
    Number.NEGATIVE_INFINITY,
  );
  // Where every density underflows, their logarithms do not.
  close(t, density(cycle([[a, 3]]), { x: 100 }, from), density(a, { x: 100 }, from));
});

test('the log density of a cycle is that of the members that can reach a point', (t) => {
  const [x, y, both] = [normal('x'), normal('y'), normal(parameters)];
  const from = { x: 0, y: 0 };
  const partial = cycle([
    [x, 1],
    [y, 3],
  ]);
  close(t, density(partial, { x: 1, y: 0 }, from), Math.log(0.25) + density(x, { x: 1 }, from));
  close(t, density(partial, { x: 0, y: 1 }, from), Math.log(0.75) + density(y, { y: 1 }, from));
  t.is(density(partial, { x: 1, y: 1 }, from), Number.NEGATIVE_INFINITY);
  const mixed = cycle([
    [x, 1],
    [both, 1],
  ]);
  const away = { x: 1, y: 1 };
  close(t, density(mixed, away, from), Math.log(0.5) + density(both, away, from));
  close(t, density(mixed, { x: 1, y: 0 }, from), Math.log(0.5) + density(x, { x: 1 }, from));
});

test('members of integers that can stay count where they stay', (t) => {
  const k = discrete('k', { successive: true });
  const both = discrete(['k', 'n'], { successive: true });
  const proposal = cycle([
    [k, 1],
    [both, 1],
  ]);
  const [to, from] = [
    { k: 2, n: 0 },
    { k: 1, n: 0 },
  ];
  close(
    t,
    density(proposal, to, from),
    Math.log(0.5 * (Math.exp(density(k, to, from)) + Math.exp(density(both, to, from)))),
  );
});

const stuckY = normal(parameters, { covariance: [1, 1e-40] });

test('a parameter that no member moves causes a warning; one that any member moves does not', async (t) => {
  const y1 = { x: [0, 0], y: [1, 1] };
  const frozen = create([
    cycle([
      [stuckY, 1],
      [normal('x'), 1],
    ]),
  ]);
  await frozen.start(y1);
  await frozen.run(250);
  t.regex(frozen.warnings.join(), /^Parameter `y` is frozen in 2 of 2 chains .*: 1\d\d consecutive jumps/);
  const moving = create([
    cycle([
      [stuckY, 1],
      [normal('y'), 1],
    ]),
  ]);
  await moving.start(y1);
  await moving.run(250);
  t.deepEqual(moving.warnings, []);
});

test('a cycle whose jumps are all rejected causes a warning', async (t) => {
  const wide = { covariance: 1e20 };
  const sampler = create([
    cycle([
      [normal('x', wide), 1],
      [normal(parameters, wide), 1],
    ]),
  ]);
  await sampler.start({ x: [0, 0], y: [0, 0] });
  await sampler.run(100);
  t.regex(sampler.warnings.join(), /^No jump was accepted in 2 of 2 chains/);
});

test('a member that learns correlated parameters componentwise causes a warning', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    parameters,
    model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -0.5 * ((x + y) ** 2 + ((x - y) / 0.1) ** 2) }),
    chains: 1,
    seed: 2,
    proposals: [
      cycle([
        [normal('x', { covariance: 0.01 }), 1],
        [normal(parameters, { adaptation: andrieuThoms({ duration: 4000, componentwise: true }) }), 4],
      ]),
    ],
  });
  await sampler.start({ x: [0], y: [0] });
  await sampler.run(5000);
  t.regex(sampler.warnings.join(), /^Parameters `x` and `y` are correlated \(0\.\d+\), but `andrieuThoms` with `comp/);
});
