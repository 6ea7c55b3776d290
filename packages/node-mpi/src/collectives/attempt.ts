import { MpiError } from '../base/mpi-error.ts';

/** The length that a rank sends after a failure, so that the others do not wait for its value. */
const FAILED = NaN;

/** An encoding that may have failed. The rank throws the error only after the others have got {@link FAILED}. */
export type Attempt<T> = {
  /** Returns the length to send, given that of the encoding. */
  length(of: (encoding: T) => number): number;
  /** Returns the encoding, or throws the error. */
  unwrap(): T;
};

/** Tries to encode. */
export function attempt<T>(encode: () => T): Attempt<T> {
  try {
    const encoding = encode();
    return { length: (of) => of(encoding), unwrap: () => encoding };
  } catch (error) {
    return {
      length: () => FAILED,
      unwrap: () => {
        throw error;
      },
    };
  }
}

/**
 * Checks the length that a rank has sent.
 *
 * @throws MpiError of code `BAD_MESSAGE` if the rank has failed
 */
export function expectEncoded(length: number, rank: number): number {
  if (!Number.isNaN(length)) return length;
  throw new MpiError('BAD_MESSAGE', `Rank ${rank} could not send its value: see its own error`);
}
