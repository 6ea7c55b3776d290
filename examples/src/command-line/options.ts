import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** Options of the command line. */
export type Options = {
  readonly iterations: number;
  readonly chains: number;
  readonly threads: number;
  readonly seed: bigint;
  /** Directory of the run; empty if the program does not save one. */
  readonly run: string;
};

/** Description and defaults of an example. */
export type Program = {
  /** Purpose of the program, in one sentence. */
  readonly purpose: string;
  /** Command that starts it. */
  readonly command: string;
  /** Default number of iterations. */
  readonly iterations: number;
  /** Default number of chains. */
  readonly chains: number;
  /** Description of the chains in the help. */
  readonly about: string;
  /** Default seed. */
  readonly seed: number;
  /** Default directory of the run, if the program saves one. */
  readonly run?: string;
};

const helpOfRun = (run: string): string => `
  --run <directory> where the run is saved; a run that was stopped resumes (default ${run})`;

const help = ({ purpose, command, iterations, chains, about, seed, run }: Program): string => `${purpose}

  ${command} -- [options]

  --iterations <n>  iterations of each chain; the first fifth is burn-in (default ${iterations})
  --chains <n>      ${about} (default ${chains})
  --threads <n>     worker threads (default: as many as the machine can run at once)
  --seed <n>        seed; the samples are bit-identical on any number of threads (default ${seed})${run === undefined ? '' : helpOfRun(run)}
  --help            print this text

Ctrl-C stops the run and prints the result so far.
Exit codes: 0 finished, 1 failed, 2 wrong option${run === undefined ? '' : ' or one that differs from the run'}, 130 stopped by Ctrl-C.`;

/** Reads the command line. Prints the help, or the error in an option, and ends the program. */
export function readOptions(args: readonly string[], program: Program): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        iterations: { type: 'string', default: `${program.iterations}` },
        chains: { type: 'string', default: `${program.chains}` },
        threads: { type: 'string', default: `${availableParallelism()}` },
        seed: { type: 'string', default: `${program.seed}` },
        ...runOption(program),
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) exit(0, help(program));
    return {
      iterations: count('iterations', values.iterations),
      chains: count('chains', values.chains),
      threads: count('threads', values.threads),
      seed: integer('seed', values.seed, 0),
      run: (values as { run?: string }).run ?? '',
    };
  } catch (error) {
    return exit(2, `${(error as Error).message}\nRun with --help to see the options.`);
  }
}

const runOption = ({ run }: Program) => (run === undefined ? {} : { run: { type: 'string', default: run } as const });

const count = (name: string, text: string): number => Number(integer(name, text, 1));

function integer(name: string, text: string, smallest: number): bigint {
  if (/^\d+$/.test(text) && BigInt(text) >= smallest) return BigInt(text);
  throw new RangeError(`Expected --${name} to be an integer from ${smallest} up, got '${text}'`);
}

function exit(code: number, message: string): never {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}
