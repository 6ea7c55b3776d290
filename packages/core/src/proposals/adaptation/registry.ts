import { expected } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { AndrieuThomsSpec } from './andrieu-thoms/spec.ts';
import { andrieuThomsRule } from './andrieu-thoms.ts';
import type { AdaptationRule, Adapting, Learners, ScaleKind } from './rule.ts';
import { type SiviaSkillingSpec, siviaSkillingRule } from './sivia-skilling.ts';
import { type VeitchSpec, veitchRule } from './veitch.ts';

/** Rule by which a proposal learns its scale while the chain runs. */
export type Adaptation = VeitchSpec | SiviaSkillingSpec | AndrieuThomsSpec;

/** The rules, by the `kind` of their plain data. */
export const RULES: { readonly [R in Adaptation as R['kind']]: AdaptationRule<R> } = {
  veitch: veitchRule,
  siviaSkilling: siviaSkillingRule,
  andrieuThoms: andrieuThomsRule,
};

/**
 * Returns the rule of an adaptation.
 *
 * @throws TypeError for a value that was not made by the function for a rule
 */
export function ruleOf(adaptation: Adaptation): AdaptationRule<Adaptation> {
  const kind: unknown = (adaptation as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind === 'string' && Object.hasOwn(RULES, kind))
    return RULES[kind as keyof typeof RULES] as unknown as AdaptationRule<Adaptation>;
  throw typeError(expected('adaptation', `made by ${anyOf(Object.keys(RULES))}`, adaptation));
}

/**
 * Returns the function by which an adaptation learns a scale.
 *
 * @throws TypeError for a rule that does not fit the scale
 */
export function learnerOf<K extends ScaleKind>(
  adaptation: Adaptation,
  scale: K,
  owner: string,
): NonNullable<Learners<Adaptation>[K]> {
  const learner = ruleOf(adaptation).fits[scale];
  return learner === undefined ? refuse(adaptation, [scale], owner) : learner;
}

/** Checks that an adaptation fits a proposal, and that its scale is not given twice. */
export function resolveAdaptation(
  { adaptation, covariance }: { readonly adaptation?: Adaptation | undefined; readonly covariance?: unknown },
  proposal: Adapting,
): Adaptation | undefined {
  if (adaptation === undefined) return undefined;
  const { owner, scales } = proposal;
  const { fits, firstScale, check } = ruleOf(adaptation);
  if (!scales.some((scale) => scale in fits)) refuse(adaptation, scales, owner);
  if (firstScale !== undefined && covariance !== undefined) {
    const { kind } = adaptation;
    throw typeError(
      `Expected \`${owner}\` with \`${kind}\` to have no \`covariance\` (\`${firstScale}\` of \`${kind}\` sets the first width), ` +
        'got both',
    );
  }
  check?.(adaptation, proposal);
  return adaptation;
}

function refuse(adaptation: Adaptation, scales: readonly ScaleKind[], owner: string): never {
  const fitting = Object.values(RULES).filter(({ fits }) => scales.some((scale) => scale in fits));
  const names = fitting.map(({ kind }) => kind);
  throw typeError(expected('adaptation', `made by ${anyOf(names)} for \`${owner}\``, adaptation));
}

function anyOf(names: readonly string[]): string {
  const texts = names.map((name) => `\`${name}\``);
  return [texts.slice(0, -1).join(', '), texts.at(-1)].filter((text) => text !== '').join(' or ');
}
