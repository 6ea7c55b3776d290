import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Implementation, ProgramError, UsageError } from '../contract/command.ts';
import { expectProgram, findRankProgram, launcherVariable } from '../running/launcher.ts';

export const run: Implementation = async ({ positionals: [name = '', ...args], values }) => {
  const program = resolve(name);
  expectProgram(program);
  const { ranks, launcher = 'mpirun' } = values as { ranks?: number; launcher?: string };
  if (ranks === undefined && values['launcher'] !== undefined)
    throw new UsageError('Expected `--ranks` with `--launcher`: pass the number of ranks, such as `--ranks 4`.');
  const variable = launcherVariable(process.env);
  if (variable !== undefined) return runAsRank(program, args, variable, ranks);
  if (ranks === undefined) return runHere(program, args);
  const { startRanks } = await import('../running/ranks.ts');
  const rankProgram = findRankProgram(program, '`--ranks` starts an MPI job');
  process.exitCode = await startRanks(launcher, ranks, [rankProgram, program, ...args]);
};

function runAsRank(
  program: string,
  args: readonly string[],
  variable: string,
  ranks: number | undefined,
): Promise<undefined> {
  const why = `An MPI launcher started this program (${variable} is ${process.env[variable]})`;
  if (ranks !== undefined) throw new UsageError(`${why}, and \`--ranks\` would start another job: leave it out.`);
  return runHere(findRankProgram(program, why), [program, ...args]);
}

// The program sees the arguments that it would see without this command.
async function runHere(program: string, args: readonly string[]): Promise<undefined> {
  process.argv = [process.argv[0] as string, program, ...args];
  await import(pathToFileURL(program).href).catch((error: unknown) => {
    throw new ProgramError(error);
  });
}
