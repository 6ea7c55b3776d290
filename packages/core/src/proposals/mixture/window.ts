import type { Space } from '../archive/space.ts';
import type { MixtureState } from './state.ts';

/** The sums of the present window. */
export interface Window {
  /** Adds the position of a step. */
  add(state: MixtureState, position: Float64Array): void;
  /** Adds what is still held back. */
  close(state: MixtureState): void;
}

/**
 * Creates the sums of windows: running mean and products of deviations (West 1979, Commun. ACM 22, 532). A position counts as often as the
 * chain stays there, and is added when the chain leaves it.
 */
export function createWindow(n: number, { difference }: Space): Window {
  const deviation = new Float64Array(n);

  function close(state: MixtureState): void {
    const { mean, sums, products, latest, held } = state;
    if (held === 0) return;
    const before = state.added;
    const total = before + held;
    for (let i = 0; i < n; i++) {
      const offset = difference(latest[i] as number, mean[i] as number, i);
      const sum = (sums[i] as number) + held * offset;
      sums[i] = sum;
      deviation[i] = offset - sum / total;
    }
    state.added = total;
    state.held = 0;
    if (before === 0) return;
    const weight = (held * total) / before;
    for (let i = 0, k = 0; i < n; i++) {
      const factor = weight * (deviation[i] as number);
      for (let j = 0; j <= i; j++, k++) products[k] = (products[k] as number) + factor * (deviation[j] as number);
    }
  }

  function move(state: MixtureState, position: Float64Array): void {
    const { latest, changes } = state;
    for (let i = 0; i < n; i++) {
      const change = difference(position[i] as number, latest[i] as number, i);
      changes[i] = (changes[i] as number) + change * change;
    }
    latest.set(position);
  }

  return {
    close,
    add(state, position) {
      state.inWindow++;
      if (!isSame(position, state.latest)) {
        close(state);
        move(state, position);
      }
      state.held++;
    },
  };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
