/** What is wrong with the bytes of a file. Becomes an `EpsieError` where the name of the file is known. */
export class CorruptFile extends Error {}

/**
 * Demands something of the bytes of a file.
 *
 * @param problem what is wrong with the file if it does not hold
 */
export function assertIntact(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new CorruptFile(problem);
}
