import type { SamplerState } from '@epsie/core';
import { fc, testProp } from '@fast-check/ava';
import { copyOf, historyOf, joinHistories } from './histories.ts';
import { type AnySampler, type Setup, setups } from './setups.ts';

/** Actions of a user on a sampler, in any order. */
type Operation =
  | { readonly kind: 'run'; readonly iterations: number }
  | { readonly kind: 'clear' | 'save' | 'restore' | 'resetAdaptation' };

/** Actions that affect the numbers. */
type Effect = { readonly kind: 'run'; readonly iterations: number } | { readonly kind: 'resetAdaptation' };

/** A state with the actions that led to it. */
type Saved = {
  readonly state: SamplerState;
  readonly pieces: readonly object[];
  readonly effects: readonly Effect[];
};

const run = fc.record({ kind: fc.constant('run' as const), iterations: fc.integer({ min: 0, max: 9 }) });
const other = fc.record({ kind: fc.constantFrom('clear', 'save', 'restore', 'resetAdaptation') });
const schedules = fc.array(fc.oneof(run, other), { minLength: 1, maxLength: 25 });

for (const setup of setups) {
  testProp(
    `${setup.name}: any schedule yields the numbers of its runs and resets alone`,
    [schedules],
    async (t, operations) => {
      const user = new User(setup, await setup.start());
      for (const operation of operations) await user.perform(operation);
      const whole = await setup.start();
      for (const effect of merge(user.effects)) {
        if (effect.kind === 'run') await whole.run(effect.iterations);
        else whole.resetAdaptation();
      }
      t.deepEqual(joinHistories([...user.pieces, historyOf(user.sampler)]), historyOf(whole));
      t.deepEqual(user.sampler.state, whole.state);
    },
    { seed: 11, numRuns: 25 },
  );
}

/** A user of a sampler, who keeps the samples before they are cleared. */
class User {
  sampler: AnySampler;
  /** Samples that the sampler has cleared. */
  pieces: readonly object[] = [];
  /** Actions that led to the current state of the sampler. */
  effects: readonly Effect[] = [];
  readonly #setup: Setup;
  #saved: Saved;

  constructor(setup: Setup, sampler: AnySampler) {
    this.#setup = setup;
    this.sampler = sampler;
    this.#saved = this.#save();
  }

  async perform(operation: Operation): Promise<void> {
    switch (operation.kind) {
      case 'run':
        await this.sampler.run(operation.iterations);
        this.effects = [...this.effects, operation];
        break;
      case 'resetAdaptation':
        this.sampler.resetAdaptation();
        this.effects = [...this.effects, { kind: 'resetAdaptation' }];
        break;
      case 'clear':
        this.pieces = [...this.pieces, historyOf(this.sampler)];
        this.sampler.clear();
        break;
      case 'save':
        this.#saved = this.#save();
        break;
      case 'restore':
        this.#restore();
    }
  }

  #save(): Saved {
    return {
      state: copyOf(this.sampler.state),
      pieces: [...this.pieces, historyOf(this.sampler)],
      effects: this.effects,
    };
  }

  #restore(): void {
    this.sampler = this.#setup.create();
    this.sampler.setState(this.#saved.state);
    this.pieces = this.#saved.pieces;
    this.effects = this.#saved.effects;
  }
}

/** Returns the same actions with consecutive runs joined. */
function merge(effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  for (const effect of effects) {
    const last = merged.at(-1);
    if (effect.kind === 'run' && last?.kind === 'run') {
      merged[merged.length - 1] = { kind: 'run', iterations: last.iterations + effect.iterations };
    } else merged.push(effect);
  }
  return merged;
}
