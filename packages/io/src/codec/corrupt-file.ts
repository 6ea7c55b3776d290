/** A problem with the bytes of a file. Converted to an `EpsieError` where the name of the file is known. */
export class CorruptFile extends Error {}

/**
 * Throws {@link CorruptFile} unless a condition on the bytes of a file holds.
 *
 * @param problem description of the failure, after "is damaged: "
 */
export function assertIntact(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new CorruptFile(problem);
}
