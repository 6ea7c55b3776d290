/** An MPI with its launcher. */
export type Launcher = {
  /** As messages and test titles name it. */
  readonly name: 'Open MPI' | 'MPICH';
  /** As `Launcher.flavor` of node-mpi names it. */
  readonly flavor: 'open-mpi' | 'mpich';
  /** Name of its mpirun. */
  readonly command: string;
  /** File name of its library. */
  readonly library: string;
  /** The Debian package that has it. */
  readonly debianPackage: string;
  /** Whether it is on this machine. */
  readonly installed: boolean;
};

/** How a job ended. */
export type Ending = {
  /** The exit code of mpirun; undefined if a signal ended it. */
  readonly code: number | undefined;
  /** What all ranks and mpirun itself wrote to stdout. */
  readonly stdout: string;
  /** What they wrote to stderr. */
  readonly stderr: string;
  /** How long it took, in seconds. */
  readonly seconds: number;
};

/** A job under way. */
export type Job = {
  /** The process of mpirun. */
  readonly pid: number;
  /** Resolves when stdout holds this text; rejects if the job ends before. */
  printed(text: string): Promise<void>;
  /** Sends mpirun a signal. */
  signal(name: NodeJS.Signals): void;
  /** Resolves when mpirun has ended; rejects if that took longer than the limit, with what it wrote. */
  readonly ended: Promise<Ending>;
};

/** Options of a job. */
export type JobOptions = {
  /** Arguments of the program. */
  readonly args?: readonly string[];
  /** Arguments of Node. */
  readonly nodeArgs?: readonly string[];
  /** Arguments of mpirun. */
  readonly launcherArgs?: readonly string[];
  /** Environment variables to set; undefined takes one away. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Folder to run in. */
  readonly cwd?: string;
  /** After how many milliseconds mpirun is killed. 30 000 by default. */
  readonly timeout?: number;
  /** Hears what is printed on stdout while the job runs. */
  readonly onOutput?: (text: string) => void;
};

/** Open MPI and MPICH. */
export const launchers: readonly Launcher[];

/** Starts a program of Node on some ranks. */
export function startJob(launcher: Launcher, ranks: number, program: string | URL, options?: JobOptions): Job;

/** Runs a program of Node on some ranks, to its end. */
export function mpirun(launcher: Launcher, ranks: number, program: string | URL, options?: JobOptions): Promise<Ending>;

/**
 * The launchers to test with. One that is not installed is left out, as a skipped test that says so, unless
 * `EPSIE_REQUIRE_MPI` is set.
 *
 * @param test AVA's
 * @throws Error if it is set and one is missing
 */
export function launchersToTest(test: { skip(title: string, implementation: () => void): void }): readonly Launcher[];

/** The environment for a launcher: without what another one has left, and with what Open MPI asks of root. */
export function environment(launcher: Launcher, env?: JobOptions['env']): NodeJS.ProcessEnv;
