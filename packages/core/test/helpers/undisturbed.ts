// Samplers whose model can be made to fail once, and the same samplers without a failure.
import {
  andrieuThoms,
  type Evaluation,
  MetropolisHastingsSampler,
  type ModelFunction,
  normal,
  ParallelTemperedSampler,
  type Pool,
  vousden,
} from '@epsie/core';
import type { ExecutionContext } from 'ava';

type P = 'x' | 'y';

export const CHAINS = 3;

const parameters = ['x', 'y'] as const;

/** Inside a box of ±50, with a blob. */
export const gaussian: ModelFunction<P> = ({ x, y }) => ({
  logPrior: Math.abs(x) < 50 && Math.abs(y) < 50 ? 0 : Number.NEGATIVE_INFINITY,
  logLikelihood: -0.5 * (x * x + (y * y) / 4),
  blob: { radius: Math.hypot(x, y) },
});

/** A model that does something else once. */
export class BreakableModel {
  readonly evaluate: ModelFunction<P> = (position) => {
    if (--this.#countdown !== 0) return gaussian(position);
    return this.#fault(position);
  };
  #countdown = Number.POSITIVE_INFINITY;
  #fault: ModelFunction<P> = gaussian;

  /** Does so at the given call from now on. */
  breakAt(call: number, fault: (position: Parameters<ModelFunction<P>>[0]) => unknown): void {
    this.#countdown = call;
    this.#fault = fault as (position: unknown) => Evaluation;
  }
}

type Make = { readonly model?: ModelFunction<P>; readonly pool?: Pool };

/** Both kinds of sampler, with everything adaptive that can adapt. */
export const kinds = {
  'Metropolis–Hastings': {
    levels: 1,
    create: ({ model = gaussian, pool }: Make = {}) =>
      new MetropolisHastingsSampler({ ...common(model), ...(pool === undefined ? {} : { pool }) }),
    positions: { x: [0, 1, 2], y: [2, 1, 0] },
  },
  tempered: {
    levels: 3,
    create: ({ model = gaussian, pool }: Make = {}) =>
      new ParallelTemperedSampler({
        ...common(model),
        betas: [1, 0.5, 0.1],
        swapInterval: 2,
        ladder: vousden({ tau: 20 }),
        ...(pool === undefined ? {} : { pool }),
      }),
    positions: {
      x: [
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, 2],
      ],
      y: [
        [2, 1, 0],
        [2, 1, 0],
        [2, 1, 0],
      ],
    },
  },
};

export type Kind = (typeof kinds)[keyof typeof kinds];
export type AnySampler = ReturnType<Kind['create']>;

function common(model: ModelFunction<P>) {
  const adaptation = andrieuThoms({ duration: 100 });
  return { parameters, model, chains: CHAINS, seed: 17, proposals: [normal(['x', 'y'], { adaptation })] };
}

/** A sampler that has started. */
export async function started(kind: Kind, make: Make = {}): Promise<AnySampler> {
  const sampler = kind.create(make);
  await start(sampler, kind);
  return sampler;
}

/** Starts a sampler where its kind starts. */
export async function start(sampler: AnySampler, kind: Kind): Promise<void> {
  await sampler.start(kind.positions as never);
}

/** Returns all public data of a sampler. */
export function snapshot(sampler: AnySampler): object {
  const all = <T extends object>(view: T) => structuredClone({ ...view });
  return {
    state: sampler.state,
    iterations: sampler.iterations,
    lastClear: sampler.lastClear,
    positions: all(sampler.positions),
    stats: all(sampler.stats),
    acceptance: all(sampler.acceptance),
    blobs: all(sampler.blobs ?? {}),
    current: all(sampler.currentPositions),
    swaps: 'swaps' in sampler ? all(sampler.swaps) : {},
  };
}

/** Asserts that a sampler is, and continues, like one that made the same iterations without a failure. */
export async function assertUnharmed(
  t: ExecutionContext,
  sampler: AnySampler,
  kind: Kind,
  iterations: number,
): Promise<void> {
  const undisturbed = await started(kind);
  await undisturbed.run(iterations);
  t.deepEqual(snapshot(sampler), snapshot(undisturbed), 'the sampler is at its last commit');
  await sampler.run(25);
  await undisturbed.run(25);
  t.deepEqual(snapshot(sampler), snapshot(undisturbed), 'the sampler continues as if nothing had failed');
}
