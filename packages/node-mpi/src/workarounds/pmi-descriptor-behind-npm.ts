import { readlinkSync } from 'node:fs';
import koffi from 'koffi';
import { ancestors } from './ancestors.ts';
import { MpiError } from '../base/mpi-error.ts';

// Numbers of system calls, the same on all machines since Linux 5.6.
const PIDFD_OPEN = 434;
const PIDFD_GETFD = 438;

/**
 * MPICH's launcher talks to its ranks through a socket that they inherit, and `PMI_FD` names. A program that npm or npx started
 * does not inherit it; but npm still has it, and the kernel copies it from there.
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
    `The launcher's connection to this process (PMI_FD is ${fd}) was lost on the way here, since npm, npx or another program ` +
      'in between does not pass it on: let mpirun start node itself, or the file of the command in node_modules/.bin',
  );
}

// Not fstatSync: after that of a socket, Node 20.20 resolves imports without following symbolic links.
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
