/** An MPI with its launcher. */
export type Launcher = {
  /** Name in messages and test titles. */
  readonly name: 'Open MPI' | 'MPICH';
  /** `Launcher.flavor` of node-mpi. */
  readonly flavor: 'open-mpi' | 'mpich';
  /** Name of its mpirun. */
  readonly command: string;
  /** File name of its library. */
  readonly library: string;
  /** Name of its Debian package. */
  readonly debianPackage: string;
  /** Whether it is installed on this machine. */
  readonly installed: boolean;
};

/** The end of a job. */
export type JobResult = {
  /** The exit code of mpirun; undefined if a signal ended it. */
  readonly code: number | undefined;
  /** Output of all ranks and of mpirun to stdout. */
  readonly stdout: string;
  /** Their output to stderr. */
  readonly stderr: string;
  /** Duration in seconds. */
  readonly seconds: number;
};

/** A running job. */
export type Job = {
  /** The process of mpirun. */
  readonly pid: number;
  /** Resolves when stdout contains a text; rejects if the job ends before. */
  printed(text: string): Promise<void>;
  /** Sends a signal to mpirun. */
  signal(name: NodeJS.Signals): void;
  /** Resolves when mpirun has ended; rejects at the time limit, with its output. */
  readonly ended: Promise<JobResult>;
};

/** Options of a job. */
export type JobOptions = {
  /** Arguments of the program. */
  readonly args?: readonly string[];
  /** Arguments of Node. */
  readonly nodeArgs?: readonly string[];
  /** Arguments of mpirun. */
  readonly launcherArgs?: readonly string[];
  /** Environment variables to set; undefined removes one. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Folder to run in. */
  readonly cwd?: string;
  /** Time limit in milliseconds, after which mpirun is killed; default 30 000. */
  readonly timeout?: number;
  /** Called with the output to stdout while the job runs. */
  readonly onOutput?: (text: string) => void;
};

/** Open MPI and MPICH. */
export const launchers: readonly Launcher[];

/** Starts a program of Node on some ranks. */
export function startJob(launcher: Launcher, ranks: number, program: string | URL, options?: JobOptions): Job;

/** Runs a program of Node on some ranks until it ends. */
export function mpirun(
  launcher: Launcher,
  ranks: number,
  program: string | URL,
  options?: JobOptions,
): Promise<JobResult>;

/**
 * Returns the launchers to test with. Skips, with a test that reports it, those that are not installed, unless `EPSIE_REQUIRE_MPI` is set.
 *
 * @param test AVA's `test`
 * @throws Error if `EPSIE_REQUIRE_MPI` is set and a launcher is missing
 */
export function launchersToTest(test: { skip(title: string, implementation: () => void): void }): readonly Launcher[];

/** Returns the environment for a launcher: without the variables of another one, and with those that Open MPI requires of root. */
export function environment(launcher: Launcher, env?: JobOptions['env']): NodeJS.ProcessEnv;
