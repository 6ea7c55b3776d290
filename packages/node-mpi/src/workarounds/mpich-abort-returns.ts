/** Time limit in milliseconds. */
const PATIENCE = 10_000;

/**
 * Blocks this process after MPI_Abort until it is killed, and kills it if that takes too long.
 *
 * **Bug.** MPI_Abort of MPICH may return; the launcher kills the process a little later. A program that continued until then would
 * work on a job that has ended.
 *
 * **Report.** No public report is known; the MPI standard only asks for a "best attempt".
 *
 * **Needed** with MPICH 4.0.2, the version tested.
 */
export function waitToBeKilled(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
  process.kill(process.pid, 'SIGKILL');
}
