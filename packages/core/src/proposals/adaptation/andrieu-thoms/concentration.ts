import { exp } from '../../../math/elementary.ts';
import type { Concentration } from '../../scales/scale.ts';
import type { AdaptiveScale } from '../rule.ts';
import { gainOf } from './gain.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** Concentrations that adaptation may reach: on a flat sky it falls without end. */
const [SMALLEST, LARGEST] = [1e-300, 1e300];

/** Learns the concentration of jumps on a sphere: algorithm 4 with log κ, which moves against the acceptance ratio, for the scale. */
export function andrieuThomsConcentration(
  spec: AndrieuThomsSpec,
  { kappa }: Concentration,
): AdaptiveScale<Concentration> {
  const { targetRate } = spec;
  const gainAt = gainOf(spec);
  return {
    initial: () => ({ kappa }),
    adapt(state, step) {
      const x = gainAt(step) * (targetRate - step.ratio);
      // Soon the steps of log κ are so small that a few terms of the exponential do.
      const small = 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720))))));
      const next = state.kappa * (Math.abs(x) < 0.01 ? small : exp(x));
      if (next > SMALLEST && next < LARGEST) state.kappa = next;
    },
  };
}
