import { exp } from '../../../math/elementary.ts';
import type { DiagonalScale } from '../../scales/scale.ts';
import type { AdaptiveScale, ParameterFacts } from '../rule.ts';
import { gainOf } from './gain.ts';
import { startMean } from './mean.ts';
import { adaptScale, initialShape, type LearnedShape } from './shape.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** Learns one width for each parameter, from running variances. */
export function andrieuThomsDiagonal(
  spec: AndrieuThomsSpec,
  scale: DiagonalScale,
  facts: ParameterFacts,
): AdaptiveScale<DiagonalScale & LearnedShape> {
  const n = scale.std.length;
  const gainAt = gainOf(spec);
  // Python EPSIE has neither: there 2π − ε is far from 0, and a count whose jumps are rounded can freeze for ever.
  const { period, smallestStd } = spec.initialMean === 'origin' ? {} : facts;
  return {
    initial: () => ({
      std: scale.std.slice(),
      ...initialShape(
        spec,
        scale.std.map((std) => std * std),
        n,
      ),
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      if (gain <= 0) return;
      startMean(state.mean, step);
      adaptScale(spec, state, step, gain);
      const common = typeof state.logLambda === 'number' ? exp(state.logLambda) : Number.NaN;
      for (let i = 0; i < n; i++) {
        let delta = (step.position[i] as number) - (state.mean[i] as number);
        if (period !== undefined) delta -= period * Math.round(delta / period);
        state.mean[i] = (state.mean[i] as number) + gain * delta;
        const variance = state.unitCovariance[i] as number;
        state.unitCovariance[i] = variance + gain * (delta * delta - variance);
        const factor = typeof state.logLambda === 'number' ? common : exp(state.logLambda[i] as number);
        const std = Math.max(Math.sqrt((state.unitCovariance[i] as number) * factor), smallestStd?.[i] ?? 0);
        // On a flat target λ grows until it overflows.
        if (std < Number.POSITIVE_INFINITY) state.std[i] = std;
      }
    },
  };
}
