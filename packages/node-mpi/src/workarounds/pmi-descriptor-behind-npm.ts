import { readlinkSync } from 'node:fs';
import koffi from 'koffi';
import { MpiError } from '../base/mpi-error.ts';
import { ancestors } from './ancestors.ts';

// Numbers of system calls, the same on all architectures since Linux 5.6.
const PIDFD_OPEN = 434;
const PIDFD_GETFD = 438;

/**
 * Recovers the connection to MPICH's launcher if npm or npx is between the launcher and this process.
 *
 * **Bug.** MPICH's launcher talks to a rank through a socket, which the rank inherits and `PMI_FD` names. npm does not pass its
 * descriptors on to the programs it starts. It still has the socket, though, and the kernel can copy it from there.
 *
 * **Report.** https://github.com/npm/npm/issues/15303, about descriptors in general.
 *
 * **Needed** with every npm so far.
 *
 * @throws MpiError of code `NO_PMI` if the socket is out of reach
 */
export function recoverPmiDescriptor(env: { [name: string]: string | undefined } = process.env): void {
  const fd = Number.parseInt(env['PMI_FD'] ?? '', 10);
  if (Number.isNaN(fd) || hasSocket('self', fd)) return;
  for (const pid of ancestors()) {
    if (!hasSocket(pid, fd)) continue;
    const copy = copyDescriptor(pid, fd);
    if (copy < 0) break;
    env['PMI_FD'] = String(copy);
    return;
  }
  throw new MpiError(
    'NO_PMI',
    `The launcher's connection to this process (PMI_FD is ${fd}) is lost, since npm, npx or another program in between does not ` +
      'pass it on: let mpirun start node itself, or the file of the command in node_modules/.bin',
  );
}

// Not with fstatSync: after fstat of a socket, Node 20.20 resolves imports without following symbolic links.
function hasSocket(pid: number | 'self', fd: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('socket:');
  } catch {
    return false;
  }
}

function copyDescriptor(pid: number, fd: number): number {
  const call = koffi.load(null).func('syscall', 'long', ['long', 'long', 'long', 'long']);
  const process = Number(call(PIDFD_OPEN, pid, 0, 0));
  return process < 0 ? -1 : Number(call(PIDFD_GETFD, process, fd, 0));
}
