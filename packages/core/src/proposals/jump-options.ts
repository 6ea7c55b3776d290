import { expected, expectInteger } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { AndrieuThomsSpec } from './adaptation/andrieu-thoms.ts';
import type { Adaptation, JumpOptions } from './spec.ts';

/** Names of the options in {@link JumpOptions}. */
export const JUMP_OPTIONS = ['jumpInterval', 'jumpIntervalDuration'] as const;

/** Checks the jump interval and completes its duration. */
export function resolveJumpOptions(
  owner: string,
  options: JumpOptions,
  adaptation?: Adaptation,
): { readonly jumpInterval: number; readonly jumpIntervalDuration?: number } {
  const jumpInterval = expectInteger('jumpInterval', options.jumpInterval ?? 1, 1);
  if (options.jumpIntervalDuration !== undefined)
    expectInteger('jumpIntervalDuration', options.jumpIntervalDuration, 1);
  if (jumpInterval === 1) return { jumpInterval };
  const jumpIntervalDuration = options.jumpIntervalDuration ?? finite(adaptation?.duration);
  if (jumpIntervalDuration === undefined) {
    throw typeError(
      `Expected \`jumpIntervalDuration\` beside \`jumpInterval: ${jumpInterval}\` of \`${owner}\`, whose adaptation has no ` +
        'duration to take it from, got undefined',
    );
  }
  return { jumpInterval, jumpIntervalDuration };
}

/** Checks that an adaptation was made by one of the functions for it, and that its scale is not given twice. */
export function resolveAdaptation(
  owner: string,
  options: { readonly adaptation?: Adaptation | undefined; readonly covariance?: unknown },
): Adaptation | undefined {
  const { adaptation, covariance } = options;
  if (adaptation === undefined) return undefined;
  const kind = (adaptation as { kind?: unknown } | null)?.kind;
  if (kind !== 'veitch' && kind !== 'siviaSkilling' && kind !== 'andrieuThoms') {
    throw typeError(expected('adaptation', 'made by `veitch`, `siviaSkilling` or `andrieuThoms`', adaptation));
  }
  if (kind === 'veitch' && covariance !== undefined) {
    throw typeError(
      `Expected \`${owner}\` with \`veitch\` to have no \`covariance\` (\`initialStd\` of \`veitch\` sets the first width), ` +
        'got both',
    );
  }
  return adaptation;
}

/** Checks the adaptation of a family that has an algorithm of its own under the name of {@link andrieuThoms}. */
export function resolveOwnAdaptation(
  owner: string,
  options: { readonly adaptation?: Adaptation | undefined },
): AndrieuThomsSpec | undefined {
  const adaptation = resolveAdaptation(owner, { adaptation: options.adaptation });
  if (adaptation === undefined) return undefined;
  if (adaptation.kind !== 'andrieuThoms')
    throw typeError(expected('adaptation', `made by \`andrieuThoms\` for \`${owner}\``, adaptation));
  const flag = (['diagonal', 'componentwise'] as const).find((name) => adaptation[name]);
  if (flag === undefined) return adaptation;
  const without = `without \`${flag}\` for \`${owner}\`, which has an algorithm of its own`;
  throw typeError(expected('adaptation', `made by \`andrieuThoms\` ${without}`, adaptation));
}

const finite = (duration: number | undefined): number | undefined =>
  duration === Number.POSITIVE_INFINITY ? undefined : duration;
