import { expectInteger } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { AdaptationSpec } from './adaptation/rule.ts';
import type { JumpOptions } from './spec.ts';

/** Names of the options in {@link JumpOptions}. */
export const JUMP_OPTIONS = ['jumpInterval', 'jumpIntervalDuration'] as const;

/** Checks the jump interval and completes its duration. */
export function resolveJumpOptions(
  owner: string,
  options: JumpOptions,
  adaptation?: AdaptationSpec,
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

const finite = (duration: number | undefined): number | undefined =>
  duration === Number.POSITIVE_INFINITY ? undefined : duration;
