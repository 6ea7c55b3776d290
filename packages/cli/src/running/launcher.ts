import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../contract/command.ts';

/** Environment variables in which launchers of MPI pass the number of processes, or which only show that there is a launcher. */
const SIZE = ['OMPI_COMM_WORLD_SIZE', 'PMI_SIZE', 'SLURM_STEP_NUM_TASKS'];
const PRESENCE = ['PMIX_RANK', 'PMI_RANK', 'PMI_FD'];

/** Returns the variable that shows that an MPI launcher started this process as one of several; `undefined` if none did. */
export function launcherVariable(env: NodeJS.ProcessEnv): string | undefined {
  const size = SIZE.find((name) => env[name] !== undefined);
  if (size !== undefined) return Number(env[size]) > 1 ? size : undefined;
  return PRESENCE.find((name) => env[name] !== undefined);
}

/**
 * Returns the path of the program `epsie-mpi`, which runs a program on rank 0 and serves it on all other ranks.
 *
 * @param program whose packages are searched first
 * @throws UsageError if @epsie/pool-mpi is not installed
 */
export function findRankProgram(program: string, why: string): string {
  for (const from of [program, fileURLToPath(import.meta.url)]) {
    try {
      const path = createRequire(from).resolve('@epsie/pool-mpi/package.json');
      return join(dirname(path), 'bin/epsie-mpi.js');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new UsageError(
    `${why}, which needs the package @epsie/pool-mpi: run \`npm install @epsie/pool-mpi\` beside ${program}.`,
  );
}

/**
 * Returns the absolute path of a program.
 *
 * @throws UsageError if there is no such file, or it is one that this Node cannot run
 */
export function expectProgram(path: string): void {
  if (!existsSync(path)) throw new UsageError(`There is no program ${path}: check the path.`);
  const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);
  if (/\.[cm]?tsx?$/.test(path) && !stripsTypes)
    throw new UsageError(
      `Node ${process.versions.node} does not run TypeScript: compile ${path} first (\`npx tsc\`), and run the .js file.`,
    );
}
