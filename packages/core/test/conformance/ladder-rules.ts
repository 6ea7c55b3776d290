import { createBitGenerator, Random } from '@epsie/core';
import { clonePlain, differences } from '@epsie/core/checks';
import type { LadderRule } from '#src/tempering/ladder-rule.js';

/** A rule with settings to check it with. */
export type RuleUnderTest = { readonly rule: LadderRule<never, object>; readonly spec: unknown };

/** A check of a ladder rule: throws an error that states what was expected and what came. */
type Check = { readonly name: string; run(subject: RuleUnderTest): void };

const GIVEN = Float64Array.of(1, 0.5, 0.2, 0.1, 0.01);

type Step = { readonly betas: Float64Array; state: object };

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
  continueFrom(subject, step, acceptance, check, 1, sweeps);
  return step;
}

/** Makes the sweeps from `first` to `last` as a run of one chain does. */
function continueFrom(
  { rule, spec }: RuleUnderTest,
  step: Step,
  acceptance: (sweep: number) => Float64Array,
  check: (step: Step, sweep: number) => void,
  first: number,
  last: number,
): void {
  const end = rule.lastSweep?.(spec as never) ?? Number.POSITIVE_INFINITY;
  for (let sweep = first; sweep <= last; sweep++) {
    if (sweep <= end) rule.adapt(spec as never, step.betas, step.state as never, acceptance(sweep), sweep);
    if (rule.nextAgreement?.(spec as never, sweep - 1) === sweep) {
      const agreed = rule.agree?.(spec as never, step.betas, [step.state] as never);
      step.betas.set(agreed?.betas ?? []);
      step.state = agreed?.ladder ?? step.state;
    }
    check(step, sweep);
  }
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
      continueFrom(
        subject,
        resumed,
        (sweep) => acceptance[sweep - 1] as Float64Array,
        () => undefined,
        21,
        40,
      );
      const found = differences('', { ...uninterrupted }, { ...resumed }, ['uninterrupted', 'resumed']);
      if (found.length > 0) throw new Error(`Expected the same ladder, got ${found}`);
    },
  },
  {
    name: 'leaves the ladder as it is after its last sweep',
    run({ rule, spec }) {
      const last = rule.lastSweep?.(spec as never) ?? Number.POSITIVE_INFINITY;
      for (const sweep of [last, last + 1, 2 * last + 100]) {
        const next = rule.nextAgreement?.(spec as never, sweep);
        if (next !== undefined) throw new Error(`Expected no agreement after sweep ${last}, got one at ${next}`);
      }
      if (!(last > 0)) throw new Error(`Expected a last sweep from 1 up, got ${last}`);
    },
  },
  {
    name: 'agrees at sweeps that do not depend on when it is asked',
    run({ rule, spec }) {
      const next = (sweep: number): number | undefined => rule.nextAgreement?.(spec as never, sweep);
      for (let sweep = 0; sweep < 300; sweep++) {
        const [now, later] = [next(sweep), next(sweep + 1)];
        const fits = now === undefined ? later === undefined : now === sweep + 1 || now === later;
        if (now !== undefined && now <= sweep)
          throw new Error(`Expected an agreement after sweep ${sweep}, got ${now}`);
        if (!fits)
          throw new Error(
            `Expected the same agreement after sweeps ${sweep} and ${sweep + 1}, got ${now} and ${later}`,
          );
      }
    },
  },
  {
    name: 'agrees on the mean of all chains, and changes none of their states',
    run({ rule, spec }) {
      if (rule.agree === undefined || rule.nextAgreement?.(spec as never, 0) === undefined) return;
      const chains = [0.9, 0.1].map((ratio) => {
        const step = startOf({ rule, spec });
        rule.adapt(spec as never, step.betas, step.state as never, Float64Array.of(ratio, 0.5, 0.5, 1 - ratio), 1);
        return step;
      });
      const states = chains.map(({ state }) => state);
      const before = clonePlain(states);
      const { betas } = rule.agree(spec as never, (chains[0] as Step).betas, states as never);
      const even = startOf({ rule, spec });
      rule.adapt(spec as never, even.betas, even.state as never, new Float64Array(4).fill(0.5), 1);
      const expectation = rule.agree(spec as never, even.betas, [even.state] as never).betas;
      if (String(betas) !== String(expectation)) throw new Error(`Expected ${expectation}, got ${betas}`);
      const found = differences('', before, states, ['before', 'after']);
      if (found.length > 0) throw new Error(`Expected unchanged states, got ${found}`);
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
