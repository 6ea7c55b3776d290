/** A message or a collective that has begun, like a request of MPI. It proceeds by itself, whether or not anybody waits. */
export interface Request<T> {
  /** Checks whether it is complete, without waiting. A program that only tests must let the event loop turn now and then. */
  test(): boolean;
  /** Resolves with the result. May be called again. */
  wait(): Promise<T>;
}
