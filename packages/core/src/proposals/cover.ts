import { describe } from '../error-data.ts';
import { quoted } from '../validate.ts';
import { normal } from './normal.ts';
import type { Proposal } from './spec.ts';

/**
 * Completes a list of proposals so that every parameter is moved by exactly one: those that none covers share one normal
 * of unit variance, in the order of `parameters`.
 *
 * @throws TypeError for a parameter that is unknown or covered twice
 */
export function coverParameters<P extends string>(
  parameters: readonly P[],
  proposals: readonly Proposal<NoInfer<P>>[] = [],
): readonly Proposal<P>[] {
  if (!Array.isArray(proposals) || proposals.some((p) => !Array.isArray((p as Proposal<P> | null)?.parameters))) {
    throw new TypeError(
      `Expected \`proposals\` to be an array of proposals (\`normal(…)\`, …), got ${describe(proposals)}`,
    );
  }
  const covered = new Set<string>();
  for (const name of proposals.flatMap((proposal) => proposal.parameters)) {
    if (!parameters.includes(name)) {
      throw new TypeError(`Unknown parameter \`${name}\` in \`proposals\`: expected ${quoted(parameters)}`);
    }
    if (covered.has(name)) throw new TypeError(`Expected every parameter in one proposal, got \`${name}\` in two`);
    covered.add(name);
  }
  const rest = parameters.filter((name) => !covered.has(name));
  return rest.length === 0 ? [...proposals] : [...proposals, normal(rest)];
}
