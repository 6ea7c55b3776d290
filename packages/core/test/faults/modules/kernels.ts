// Kernels with one fault each, and one without.
import type { KernelFactory, ProposalKernel } from '@epsie/core';

const walk: ProposalKernel['jump'] = (from, to, _state, random) => {
  for (let i = 0; i < from.length; i++) to[i] = (from[i] as number) + random.standardNormal();
};

const none = () => ({});

export const right: KernelFactory = () => ({ symmetric: true, initial: none, jump: walk });

export const notAFunction = { symmetric: true };

export const returnsNothing = (() => undefined) as unknown as KernelFactory;

export const withoutSymmetric = (() => ({ initial: none, jump: walk })) as unknown as KernelFactory;

export const withoutInitial = (() => ({ symmetric: true, jump: walk })) as unknown as KernelFactory;

export const withoutJump = (() => ({ symmetric: true, initial: none })) as unknown as KernelFactory;

export const withoutDensity: KernelFactory = () => ({ symmetric: false, initial: none, jump: walk });

export const stateOfArray = (() => ({ symmetric: true, initial: () => [1], jump: walk })) as unknown as KernelFactory;

export const stateWithSteps: KernelFactory = () => ({ symmetric: true, initial: () => ({ steps: 3 }), jump: walk });

export const stateWithStart: KernelFactory = () => ({ symmetric: true, initial: () => ({ start: 3 }), jump: walk });

export const factoryThrows: KernelFactory = () => {
  throw new RangeError('no such table');
};

/** Throws or returns NaN once per process, on request. */
export const trap = { armed: false };

const sprung = (): boolean => {
  const { armed } = trap;
  trap.armed = false;
  return armed;
};

export const jumpThrows: KernelFactory = () => ({
  symmetric: true,
  initial: none,
  jump(...args) {
    if (sprung()) throw new RangeError('nowhere to go');
    walk(...args);
  },
});

export const adaptThrows: KernelFactory<unknown, { count: number }> = () => ({
  symmetric: true,
  initial: () => ({ count: 0 }),
  jump: walk as ProposalKernel<{ count: number }>['jump'],
  adapt(state) {
    state.count++;
    if (sprung()) throw new RangeError('nothing learnt');
  },
});

export const nanDensity: KernelFactory = () => ({
  symmetric: false,
  initial: none,
  jump: walk,
  logDensity: () => (sprung() ? Number.NaN : 0),
});

export const nanJump: KernelFactory = () => ({
  symmetric: true,
  initial: none,
  jump(from, to, state, random) {
    walk(from, to, state, random);
    if (sprung()) to[0] = Number.NaN;
  },
});
