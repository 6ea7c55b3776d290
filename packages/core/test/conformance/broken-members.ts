// Composites and rules with one error each: what a check that passes for the right ones has to find.
import { type CycleMember, type CycleProposal, cycle, normal } from '@epsie/core';
import { RULES } from '#src/proposals/adaptation/registry.js';
import type { AdaptationRule, AdaptiveScale } from '#src/proposals/adaptation/rule.js';
import type { Composite } from '#src/proposals/composite.js';
import { cycleComposite } from '#src/proposals/composites/cycle.js';
import { type CycleParts, CycleRun } from '#src/proposals/composites/cycle-run.js';
import { COMPOSITES } from '#src/proposals/composites/registry.js';
import type { DiagonalScale } from '#src/proposals/scales/scale.js';
import type { ProposalSpec } from '#src/proposals/spec.js';
import { type HalvingSpec, halveWidths, halving, halvingRule } from '../plug-points/members/halving.ts';

/** Has the drawn member in its state after a step, but not before. */
class ShapeshiftingRun extends CycleRun {
  override get state() {
    return this.drawn === undefined ? super.state : { ...super.state, drawn: 1 };
  }
}

/** Takes turns, and keeps whose turn it is outside the state. */
class AlternatingRun extends CycleRun {
  #turn = 0;
  protected override draw(): number {
    super.draw();
    return this.#turn++ % 3 === 0 ? 0 : 1;
  }
}

/** Takes turns with the other levels. */
let turn = 0;
class TakingTurnsRun extends CycleRun {
  protected override draw(): number {
    super.draw();
    return turn++ % 2;
  }
}

/** Counts no steps. */
class TimelessRun extends CycleRun {
  override update(): void {
    this.drawn?.update();
  }
}

/** Forgets its second member in a reset. */
class HalfResetRun extends CycleRun {
  override resetAdaptation(): void {
    this.members[0]?.resetAdaptation();
  }
}

/** Chooses the member by the position. */
class PositionalRun extends CycleRun {
  protected override draw(): number {
    super.draw();
    return (this.level.position[0] as number) > 0.4 ? 0 : 1;
  }
}

/** Leaves out the densities of its members. */
class UncorrectedRun extends CycleRun {
  override logRatio(): number {
    return 0;
  }
}

const RUNS = {
  shapeshifting: ShapeshiftingRun,
  alternating: AlternatingRun,
  takingTurns: TakingTurnsRun,
  timeless: TimelessRun,
  halfReset: HalfResetRun,
  positional: PositionalRun,
  uncorrected: UncorrectedRun,
};

const widening = (std: Float64Array): AdaptiveScale<DiagonalScale> => ({
  initial: () => ({ std: std.slice() }),
  adapt(state) {
    state.std[0] = (state.std[0] as number) * 1.01;
  },
});

const LEARNERS: { readonly [name: string]: (spec: HalvingSpec, scale: DiagonalScale) => AdaptiveScale<DiagonalScale> } =
  {
    /** Adapts for ever. */
    endless: (_spec, { std }) => widening(std),
    /** Hands out one array to all states. */
    sharing: (spec, scale) => ({ ...halveWidths(spec, scale), initial: () => ({ std: scale.std }) }),
    /** Keeps a function in its state. */
    functional: (spec, scale) => ({
      ...halveWidths(spec, scale),
      initial: () => ({ std: scale.std.slice(), width: () => scale.std }),
    }),
    /** Stops after a number of acceptances that it counts outside its state. */
    remembering(spec, scale) {
      let accepted = 0;
      const { adapt } = halveWidths(spec, scale);
      return {
        initial: () => ({ std: scale.std.slice() }),
        adapt(state, step) {
          if (step.accepted) accepted++;
          if (accepted > 5) return;
          adapt?.(state, step);
        },
      };
    },
  };

export type BrokenComposite = keyof typeof RUNS;

/** Returns a cycle of two members with equal weights whose run has an error. */
export const brokenCycle = <P extends string>(name: BrokenComposite, a: CycleMember<P>, b: CycleMember<P>) =>
  ({
    ...cycle<string>([
      [a, 1],
      [b, 1],
    ]),
    kind: name,
  }) as unknown as CycleProposal<P>;

/** Returns a normal whose rule has an error. */
export const brokenRule = (name: string, duration: number): ProposalSpec =>
  normal(['x', 'y'], { adaptation: { ...halving(duration), kind: name } as never });

/** Adds the broken members to the registries of this process. */
export function registerBroken(): void {
  for (const [kind, Run] of Object.entries(RUNS)) {
    const composite: Composite<CycleProposal<string>, CycleParts> = {
      ...cycleComposite,
      createRun: (context) => new Run(context),
    };
    Object.assign(COMPOSITES, { [kind]: composite });
  }
  for (const [kind, diagonal] of Object.entries(LEARNERS)) {
    const rule: AdaptationRule<HalvingSpec> = { ...halvingRule, fits: { diagonal } };
    Object.assign(RULES, { [kind]: rule });
  }
}
