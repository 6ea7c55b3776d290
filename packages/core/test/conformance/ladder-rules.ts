import { createBitGenerator, Random } from '@epsie/core';
import { clonePlain, differences } from '@epsie/core/checks';
import type { LadderRule } from '#src/tempering/ladder-rule.js';

/** A rule with settings to check it with. */
export type RuleUnderTest = { readonly rule: LadderRule<never, object>; readonly spec: unknown };

/** A check of a ladder rule: throws an error that states what was expected and what came. */
type Check = { readonly name: string; run(subject: RuleUnderTest): void };

const GIVEN = Float64Array.of(1, 0.5, 0.2, 0.1, 0.01);

type Step = { readonly betas: Float64Array; readonly state: object };

function startOf({ rule, spec }: RuleUnderTest, given: Float64Array = GIVEN.slice()): Step {
  const { betas, ladder } = rule.start(spec as never, given);
  return { betas, state: ladder };
}

/** Adapts over some sweeps, and calls `check` after each. */
function adapt(
  subject: RuleUnderTest,
  acceptance: (sweep: number) => Float64Array,
  check: (step: Step, sweep: number) => void = () => undefined,
  sweeps = 400,
): Step {
  const step = startOf(subject);
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    subject.rule.adapt(subject.spec as never, step.betas, step.state as never, acceptance(sweep), sweep);
    check(step, sweep);
  }
  return step;
}

const randomAcceptance = (seed: number): (() => Float64Array) => {
  const random = new Random(createBitGenerator(seed));
  return () => Float64Array.from({ length: GIVEN.length - 1 }, () => random.random());
};

const isLadder = (betas: Float64Array): boolean =>
  betas.every((beta, i) => beta >= 0 && beta <= 1 && (i === 0 || beta < (betas[i - 1] as number)));

/** Checks that a rule keeps the contract of {@link LadderRule}. */
export const ladderRuleChecks: readonly Check[] = [
  {
    name: 'leaves the given betas as they are',
    run(subject) {
      const given = GIVEN.slice();
      startOf(subject, given);
      if (String(given) !== String(GIVEN)) throw new Error(`Expected ${GIVEN}, got ${given}`);
    },
  },
  {
    name: 'keeps betas distinct, sorted and in [0, 1]',
    run: (subject) => {
      adapt(subject, randomAcceptance(1), ({ betas }, sweep) => {
        if (!isLadder(betas)) throw new Error(`Expected a ladder after sweep ${sweep}, got ${betas}`);
      });
    },
  },
  {
    name: 'keeps the coldest level at its β',
    run(subject) {
      const { betas } = adapt(subject, randomAcceptance(2));
      if (betas[0] !== 1) throw new Error(`Expected β = 1, got ${betas[0]}`);
    },
  },
  {
    name: 'keeps its state plain data of a fixed shape',
    run(subject) {
      const shape = (state: object): string =>
        JSON.stringify(state, (_key, value: unknown) =>
          ArrayBuffer.isView(value)
            ? `${value.constructor.name} ${value.byteLength}`
            : typeof value === 'object'
              ? value
              : typeof value,
        );
      const before = shape(startOf(subject).state);
      adapt(subject, randomAcceptance(3), ({ state }) => {
        clonePlain(state);
        if (shape(state) !== before) throw new Error(`Expected a state of shape ${before}, got ${shape(state)}`);
      });
    },
  },
  {
    name: 'is determined by betas, state and sweep, so that a run can resume',
    run(subject) {
      const acceptance = Array.from({ length: 40 }, randomAcceptance(4));
      const uninterrupted = adapt(subject, (sweep) => acceptance[sweep - 1] as Float64Array, undefined, 40);
      const half = adapt(subject, (sweep) => acceptance[sweep - 1] as Float64Array, undefined, 20);
      const resumed: Step = { betas: half.betas.slice(), state: clonePlain(half.state) };
      // What else happens in the process in between must not matter.
      adapt(subject, randomAcceptance(5), undefined, 7);
      for (let sweep = 21; sweep <= 40; sweep++)
        subject.rule.adapt(
          subject.spec as never,
          resumed.betas,
          resumed.state as never,
          acceptance[sweep - 1] as Float64Array,
          sweep,
        );
      const found = differences('', { ...uninterrupted }, { ...resumed }, ['uninterrupted', 'resumed']);
      if (found.length > 0) throw new Error(`Expected the same ladder, got ${found}`);
    },
  },
  {
    name: 'moves levels apart that swap more often than others',
    run(subject) {
      const start = startOf(subject).betas;
      const { betas } = adapt(subject, () => Float64Array.of(0.9, 0.5, 0.4, 0.1));
      const gap = (ladder: Float64Array): number => 1 / (ladder[1] as number) - 1 / (ladder[0] as number);
      if (!(gap(betas) > gap(start))) throw new Error(`Expected a gap above ${gap(start)}, got ${gap(betas)}`);
    },
  },
];
