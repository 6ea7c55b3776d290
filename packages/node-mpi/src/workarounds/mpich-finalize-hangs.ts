import { readSync, writeSync } from 'node:fs';
import type { Environment, Launcher } from '../base/launcher.ts';

const FIXED_IN = 4.2;

/**
 * Returns what to do instead of MPI_Finalize where that may hang; undefined where it does not.
 *
 * **Bug.** With MPICH before 4.2 on UCX and several hosts, each rank closes its connections in MPI_Finalize, which over TCP takes an
 * answer of the other side, and then waits for all ranks without answering any more. Ranks that come later wait for ever. Measured
 * with 4.0.2: every time when they come 30 ms apart.
 *
 * **Workaround.** The ranks have already met in a barrier, so all that is left is to tell the launcher that this rank does not end by
 * accident. Connections end with the process, and messages sent before still arrive.
 *
 * **Report.** https://github.com/pmodels/mpich/pull/6596, the fix.
 *
 * **Needed** before MPICH 4.2.
 *
 * @param details the complete text of `MPI_Get_library_version`
 */
export function substituteForFinalize(
  details: string,
  launcher: Launcher | undefined,
  env: Environment = process.env,
): (() => void) | undefined {
  const version = Number.parseFloat(/^MPICH Version:\s*([\d.]+)/m.exec(details)?.[1] ?? '');
  const fd = Number.parseInt(env['PMI_FD'] ?? '', 10);
  const { size, localSize } = launcher ?? {};
  const hangs = version < FIXED_IN && /^MPICH Device:\s*ch4:ucx/m.test(details) && size !== localSize;
  return hangs && !Number.isNaN(fd) ? () => finalizePmi(fd) : undefined;
}

/** Sends the last message of the PMI-1 protocol, without which the launcher ends all ranks, and waits for the answer. */
function finalizePmi(fd: number): void {
  writeSync(fd, 'cmd=finalize\n');
  readSync(fd, new Uint8Array(256));
}
