/** Time for mpirun to read the output, in milliseconds. */
const OUTPUT_TIME = 100;

/**
 * Blocks this process between its last words and MPI_Abort.
 *
 * **Bug.** When a job is aborted, mpirun of Open MPI drops the output that it has not read yet, the error message among it.
 *
 * **Report.** No public report is known.
 *
 * **Needed** with Open MPI 4.1.4, the version tested.
 */
export function waitForOutput(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OUTPUT_TIME);
}
