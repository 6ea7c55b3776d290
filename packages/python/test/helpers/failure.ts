import { declared, type Faulty } from '../models/faulty.ts';

/** Returns what the evaluation of a model throws. */
export function failureOf(faulty: Faulty, x = 1): Error {
  let result: unknown;
  try {
    result = declared(faulty).evaluate({ x });
  } catch (error) {
    return error as Error;
  }
  throw new Error(`Expected an error, got ${JSON.stringify(result)}`);
}
