import { parametersOf } from '@epsie/analysis/sources';
import { expected, typeError } from '@epsie/core/checks';
import type { Run } from './sources.ts';

/** Members of a proposal, of any family, in which an index can be. */
type Part = { readonly kind?: string; readonly index?: string; readonly members?: readonly unknown[] };

/**
 * Returns the parameter that counts the active components: the one that was asked for, or the index of the transdimensional proposal.
 *
 * @throws TypeError if there is no such parameter
 */
export function expectIndex({ reading }: Run, wanted: unknown): string {
  const known = parametersOf(reading);
  if (wanted !== undefined) {
    if (known.includes(wanted as string)) return wanted as string;
    throw typeError(expected('index', `one of ${known.map((name) => `\`${name}\``).join(', ')}`, wanted));
  }
  const [index] = (reading.configuration?.proposals ?? []).flatMap(indicesIn);
  if (index !== undefined) return index;
  throw typeError(
    "Expected `source` to have a transdimensional proposal, found none. Name the parameter that counts the components: { index: 'k' }",
  );
}

function indicesIn(proposal: unknown): readonly string[] {
  const { kind, index, members = [] } = proposal as Part;
  return kind === 'nestedTransdimensional' && index !== undefined ? [index] : members.flatMap(indicesIn);
}
