import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What the command line can set. */
export type Options = {
  readonly iterations: number;
  readonly chains: number;
  readonly threads: number;
  readonly seed: bigint;
};

const HELP = `Fits a mixture of three normal distributions to the velocities of 82 galaxies, by parallel tempering.

  npm run demo -- [options]

  --iterations <n>  iterations of each chain; the first fifth is burn-in (default 100000)
  --chains <n>      independent chains, of twelve temperatures each (default 8)
  --threads <n>     worker threads (default: as many as the machine can run at once)
  --seed <n>        the same seed gives the same numbers, on any number of threads (default 1986)
  --help            this text

Ctrl-C stops the run and prints the result so far.
Exit codes: 0 finished, 1 failed, 2 wrong option, 130 stopped by Ctrl-C.`;

/** Reads the command line. Prints the help, or what is wrong with an option, and ends the program. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        iterations: { type: 'string', default: '100000' },
        chains: { type: 'string', default: '8' },
        threads: { type: 'string', default: `${availableParallelism()}` },
        seed: { type: 'string', default: '1986' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) exit(0, HELP);
    return {
      iterations: count('iterations', values.iterations),
      chains: count('chains', values.chains),
      threads: count('threads', values.threads),
      seed: integer('seed', values.seed, 0),
    };
  } catch (error) {
    return exit(2, `${(error as Error).message}\nRun with --help to see the options.`);
  }
}

const count = (name: string, text: string): number => Number(integer(name, text, 1));

function integer(name: string, text: string, smallest: number): bigint {
  if (/^\d+$/.test(text) && BigInt(text) >= smallest) return BigInt(text);
  throw new RangeError(`Expected --${name} to be an integer from ${smallest} up, got '${text}'`);
}

function exit(code: number, message: string): never {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}
