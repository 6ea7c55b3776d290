import { basename } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import type { Environment, Launcher } from '../base/launcher.ts';
import { MpiError } from '../base/mpi-error.ts';
import type { Flavor } from '../base/names.ts';
import { keepMmap } from '../workarounds/ucx-replaces-mmap.ts';
import { keepSegvHandler } from '../workarounds/ucx-takes-sigsegv.ts';
import type { Abi } from './abi.ts';
import { mpiAbi } from './mpi-abi.ts';
import { mpich } from './mpich.ts';
import { openMpi } from './open-mpi.ts';

/** A library that was loaded, with its constants. */
export type OpenLibrary = {
  readonly library: LibraryHandle;
  readonly abi: Abi;
  /** First line of `MPI_Get_library_version`. */
  readonly description: string;
  /** Complete text of `MPI_Get_library_version`. */
  readonly details: string;
};

const FILES: Readonly<Record<Flavor, readonly string[]>> = {
  'open-mpi': ['libmpi.so.40', 'libmpi.40.dylib'],
  mpich: ['libmpich.so.12', 'libmpi.so.12', 'libmpi.12.dylib'],
  'mpi-abi': ['libmpi_abi.so.0', 'libmpi_abi.0.dylib'],
};
const PACKAGES: Readonly<Record<Flavor, string>> = {
  'open-mpi': 'Open MPI (on Debian: apt-get install openmpi-bin)',
  mpich: 'MPICH (on Debian: apt-get install mpich)',
  'mpi-abi': 'an MPI with the MPI-5.0 ABI (libmpi_abi.so.0)',
};
const FLAVORS = Object.keys(FILES) as Flavor[];

/**
 * Loads the MPI library: the one named by `NODE_MPI_LIB` (a file) or `NODE_MPI_FLAVOR`, else that of the launcher, else the first one
 * installed.
 *
 * @throws MpiError if none is found, or it belongs to no known family
 */
export function openLibrary(launcher: Launcher | undefined, env: Environment = process.env): OpenLibrary {
  const file = env['NODE_MPI_LIB'] || undefined;
  const files = file === undefined ? wantedFlavors(launcher, env).flatMap((flavor) => FILES[flavor]) : [file];
  keepMmap();
  keepSegvHandler();
  const failures: string[] = [];
  for (const name of files) {
    const library = tryLoad(name, failures);
    if (library !== undefined) return recognise(library, name);
  }
  throw notFound(file, launcher, env, failures);
}

function wantedFlavors(launcher: Launcher | undefined, env: Environment): readonly Flavor[] {
  const wish = env['NODE_MPI_FLAVOR'] || undefined;
  if (wish === undefined) {
    // A launcher of the MPICH family can also start programs of the standard interface.
    return launcher === undefined ? FLAVORS : [launcher.flavor, 'mpi-abi'];
  }
  if ((FLAVORS as string[]).includes(wish)) return [wish as Flavor];
  throw new RangeError(`Expected NODE_MPI_FLAVOR to be one of ${FLAVORS.join(', ')}, got '${wish}'`);
}

function tryLoad(name: string, failures: string[]): LibraryHandle | undefined {
  try {
    return koffi.load(name, { global: true, lazy: true });
  } catch (error) {
    failures.push(`${name}: ${(error as Error).message}`);
    return undefined;
  }
}

function recognise(library: LibraryHandle, name: string): OpenLibrary {
  const details = describe(library, name);
  const description = (details.split('\n')[0] ?? '').trim();
  return { library, abi: recogniseAbi(library, name, description), description, details };
}

function recogniseAbi(library: LibraryHandle, name: string, description: string): Abi {
  if (basename(name).includes('mpi_abi')) return mpiAbi;
  if (hasSymbol(library, 'ompi_mpi_comm_world')) return openMpi((symbol) => addressOf(library, symbol));
  if (/MPICH|Intel|MVAPICH|CRAY/i.test(description)) return mpich;
  throw new MpiError(
    'WRONG_LIBRARY',
    `Expected ${name} to be Open MPI, MPICH or an MPI with the MPI-5.0 ABI, got ${description}`,
  );
}

/** Calls MPI_Get_library_version, which may be called before MPI_Init. */
function describe(library: LibraryHandle, name: string): string {
  if (!hasSymbol(library, 'MPI_Get_library_version')) {
    throw new MpiError('WRONG_LIBRARY', `Expected ${name} to be an MPI library, but it has no MPI_Get_library_version`);
  }
  const text = Buffer.alloc(8192);
  const length = new Int32Array(1);
  library.func('MPI_Get_library_version', 'int', ['void *', 'void *'])(text, length);
  return text.toString('utf8', 0, length[0]).replace(/\0.*$/s, '');
}

function hasSymbol(library: LibraryHandle, symbol: string): boolean {
  try {
    return addressOf(library, symbol) !== 0;
  } catch {
    return false;
  }
}

const addressOf = (library: LibraryHandle, symbol: string): number => Number(koffi.address(library.symbol(symbol)));

function notFound(
  file: string | undefined,
  launcher: Launcher | undefined,
  env: Environment,
  failures: readonly string[],
): MpiError {
  const tried = failures.join('; ');
  if (file !== undefined) {
    return new MpiError('NO_LIBRARY', `The MPI library that NODE_MPI_LIB names could not be loaded: ${tried}`);
  }
  const flavor = ((env['NODE_MPI_FLAVOR'] || undefined) as Flavor | undefined) ?? launcher?.flavor;
  const wanted = flavor === undefined ? `${PACKAGES['open-mpi']} or ${PACKAGES.mpich}` : PACKAGES[flavor];
  const why = launcher === undefined ? '' : `, which the launcher asks for (${launcher.evidence} is set)`;
  return new MpiError(
    'NO_LIBRARY',
    `No MPI library was found: install ${wanted}${why}, or name the file in NODE_MPI_LIB. Tried: ${tried}`,
  );
}
