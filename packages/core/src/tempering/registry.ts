import { expected } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { LadderRule } from './ladder-rule.ts';
import { type EqualRejectionSpec, type EqualRejectionState, equalRejectionRule } from './ladders/equal-rejection.ts';
import { type VousdenSpec, type VousdenState, vousdenRule } from './ladders/vousden.ts';
import type { SwapScheme } from './swap-scheme.ts';
import { evenOdd } from './swaps/even-odd.ts';
import { evenOddTwice } from './swaps/even-odd-twice.ts';
import { sequential } from './swaps/sequential.ts';

/** Name of a swap scheme. */
export type SwapSchemeName = 'sequential' | 'evenOdd' | 'evenOddTwice';

/** Swap schemes, by the name that the option `swaps` has for them. */
export const SWAP_SCHEMES: { readonly [K in SwapSchemeName]: SwapScheme } = {
  sequential,
  evenOdd,
  evenOddTwice,
};

/** Ladder rule with its settings, as plain data. */
export type LadderSpec = VousdenSpec | EqualRejectionSpec;

/** State of the rule that adapts a ladder, as plain data. */
export type LadderState = VousdenState | EqualRejectionState;

/** Ladder rules, by the kind of their specs, which functions of the same names make. */
export const LADDER_RULES: { readonly [K in LadderSpec['kind']]: LadderRule<LadderSpec, LadderState> } = {
  vousden: vousdenRule,
  equalRejection: equalRejectionRule,
};

/** Returns the rule of a spec. */
export const ladderRuleOf = (spec: LadderSpec): LadderRule<LadderSpec, LadderState> => LADDER_RULES[spec.kind];

/** Returns the last sweep that adapts a ladder; Infinity if there is not one. */
export const lastSweepOf = (spec: LadderSpec | undefined): number =>
  spec === undefined ? 0 : (ladderRuleOf(spec).lastSweep?.(spec) ?? Number.POSITIVE_INFINITY);

/** Checks the name of a swap scheme. */
export function expectSwapScheme(name: unknown): SwapSchemeName {
  if (typeof name === 'string' && Object.hasOwn(SWAP_SCHEMES, name)) return name as SwapSchemeName;
  throw typeError(expected('swaps', oneOf(Object.keys(SWAP_SCHEMES).map((known) => `'${known}'`)), name));
}

/** Checks that one of the functions for ladder rules made a spec. */
export function expectLadder(spec: unknown): LadderSpec {
  const kind = (spec as { kind?: unknown } | null)?.kind;
  if (typeof kind === 'string' && Object.hasOwn(LADDER_RULES, kind)) return spec as LadderSpec;
  throw typeError(
    expected('ladder', `made by ${oneOf(Object.keys(LADDER_RULES).map((known) => `\`${known}\``))}`, spec),
  );
}

const oneOf = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' or ');
