import { readSync, writeSync } from 'node:fs';
import type { Environment, Launcher } from '../job/launcher.ts';

// The first version with https://github.com/pmodels/mpich/pull/6596.
const MENDED = 4.2;

/**
 * How to end MPI where MPI_Finalize may hang: in MPICH before 4.2, on UCX, with several hosts. There each rank closes its
 * connections, which over TCP takes an answer of the other side, and then waits for all ranks without answering any more; so
 * the ranks that come later wait for ever. Measured with 4.0.2: every time when they come 30 ms apart.
 *
 * What is left of MPI_Finalize then is to tell the launcher that this rank does not end by accident. Connections end with the
 * process, and what was sent before still arrives.
 *
 * @param details what `MPI_Get_library_version` says
 * @returns nothing where MPI_Finalize does
 */
export function wayOutWithoutFinalize(
  details: string,
  launcher: Launcher | undefined,
  env: Environment = process.env,
): (() => void) | undefined {
  const version = Number.parseFloat(/^MPICH Version:\s*([\d.]+)/m.exec(details)?.[1] ?? '');
  const fd = Number.parseInt(env['PMI_FD'] ?? '', 10);
  const { size, localSize } = launcher ?? {};
  const hangs = version < MENDED && /^MPICH Device:\s*ch4:ucx/m.test(details) && size !== localSize;
  return hangs && !Number.isNaN(fd) ? () => sayGoodbye(fd) : undefined;
}

/** The last message of the PMI-1 protocol. The launcher ends all ranks when one goes without it. */
function sayGoodbye(fd: number): void {
  writeSync(fd, 'cmd=finalize\n');
  readSync(fd, new Uint8Array(256));
}
