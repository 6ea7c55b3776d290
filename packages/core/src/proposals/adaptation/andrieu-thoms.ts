import { expectBoolean, expected, expectFraction, expectInteger, expectOptions } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { andrieuThomsConcentration } from './andrieu-thoms/concentration.ts';
import { andrieuThomsDiagonal } from './andrieu-thoms/diagonal.ts';
import { andrieuThomsDirections } from './andrieu-thoms/directions.ts';
import { andrieuThomsFull } from './andrieu-thoms/full.ts';
import type { AndrieuThomsSpec } from './andrieu-thoms/spec.ts';
import { type AdaptationRule, type Adapting, DEFAULT_TARGET_RATE } from './rule.ts';

/** Options of {@link andrieuThoms}. */
export type AndrieuThomsOptions = {
  /** Steps of the proposal after which the adaptation stops. */
  readonly duration: number;
  /** Learn variances only, no covariances. Default false; bounded families always do. */
  readonly diagonal?: boolean;
  /** Learn a scale for every parameter (algorithm 6) instead of one for all (algorithm 4). For parameters that are not correlated; costs one more evaluation of the model per parameter and step while adapting. Default false. */
  readonly componentwise?: boolean;
  /** Step of the proposal at which the adaptation starts. Default 1. */
  readonly start?: number;
  /** Acceptance rate to reach. Default 0.234, componentwise 0.48. */
  readonly targetRate?: number;
  /**
   * Where the running mean of the positions starts. `'start'`: at the position before the first adapting step, also after
   * a reset. `'origin'`: at 0, as in Python EPSIE, which ruins what is learned of a parameter that lies many widths away from 0.
   * Default `'start'`.
   */
  readonly initialMean?: 'start' | 'origin';
};

/** Acceptance rate that is the best where one parameter moves at a time. */
const COMPONENTWISE_TARGET_RATE = 0.48;

/**
 * Learns the shape of the target from the chain's past (running mean and covariance), and its scale from the acceptance
 * ratio, with a gain d^{−0.6} − `duration`^{−0.6} (Andrieu & Thoms 2008, Statistics and Computing 18, 343: algorithm 4;
 * algorithm 6 when `componentwise`, which is for parameters that are not correlated). The virtual moves of algorithm 6 start from the position after the decision, as in
 * Python EPSIE.
 */
export function andrieuThoms(options: AndrieuThomsOptions): AndrieuThomsSpec {
  expectOptions('andrieuThoms', options, OPTIONS);
  const { duration, diagonal = false, componentwise = false, start = 1, initialMean = 'start' } = options;
  expectBoolean('componentwise', componentwise);
  const { targetRate = componentwise ? COMPONENTWISE_TARGET_RATE : DEFAULT_TARGET_RATE } = options;
  return {
    kind: 'andrieuThoms',
    duration: expectInteger('duration', duration, 2),
    diagonal: expectBoolean('diagonal', diagonal),
    componentwise,
    start: expectInteger('start', start, 1),
    targetRate: expectFraction('targetRate', targetRate),
    initialMean: expectInitialMean(initialMean),
  };
}

const OPTIONS = ['duration', 'diagonal', 'componentwise', 'start', 'targetRate', 'initialMean'] as const;

function expectInitialMean(value: AndrieuThomsSpec['initialMean']): AndrieuThomsSpec['initialMean'] {
  if (value === 'start' || value === 'origin') return value;
  throw typeError(expected('initialMean', "'start' or 'origin'", value));
}

/** The rule of {@link andrieuThoms}. */
export const andrieuThomsRule: AdaptationRule<AndrieuThomsSpec> = {
  kind: 'andrieuThoms',
  fits: {
    diagonal: andrieuThomsDiagonal,
    full: andrieuThomsFull,
    direction: andrieuThomsDirections,
    concentration: andrieuThomsConcentration,
  },
  scale: ({ diagonal }) => (diagonal ? 'diagonal' : 'full'),
  units: ({ initialMean }) => (initialMean === 'start' ? 'standard' : 'raw'),
  check: checkFlags,
};

// `diagonal` and `componentwise` choose between algorithms for covariances; other scales have one algorithm each.
function checkFlags(rule: AndrieuThomsSpec, { owner, scales }: Adapting): void {
  if (scales.includes('diagonal') || scales.includes('full')) return;
  const flag = (['diagonal', 'componentwise'] as const).find((name) => rule[name]);
  if (flag === undefined) return;
  const without = `without \`${flag}\` for \`${owner}\`, which has an algorithm of its own`;
  throw typeError(expected('adaptation', `made by \`andrieuThoms\` ${without}`, rule));
}
