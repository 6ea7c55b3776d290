import type { Launcher } from '../base/launcher.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Native } from '../library/native.ts';

/** Returns the version of the MPI standard that the library implements, such as '4.0'. */
export function readVersion(native: Native): string {
  native.check('Get_version', native.calls.Get_version(native.first, native.second));
  return `${native.firstValue}.${native.secondValue}`;
}

/** Returns the name of this machine. */
export function readHost(native: Native): string {
  const text = Buffer.alloc(1024);
  native.check('Get_processor_name', native.calls.Get_processor_name(text, native.first));
  return text.toString('utf8', 0, native.firstValue);
}

/** Creates the error of a library with which each process is a world by itself, so that all of them would do all the work. */
export const wrongSize = (launcher: Launcher, library: string, size: number): MpiError =>
  new MpiError(
    'WRONG_LIBRARY',
    `The MPI library does not belong to this launcher: ${launcher.size} processes were started (${launcher.evidence} is ` +
      `set), but ${library} knows of ${size}. Start with the mpirun of that library, or name the other one in ` +
      'NODE_MPI_LIB or NODE_MPI_FLAVOR',
  );
