import { createRequire } from 'node:module';
import { type Command, type ExitCode, ProgramError, UsageError } from '../contract/command.ts';
import { commonOf } from '../help/common.ts';
import { didYouMean } from '../help/nearest.ts';
import { jsonOf } from '../output/json.ts';
import { screenOf } from '../output/screen.ts';
import { COMMANDS } from '../registry/commands.ts';
import { printFailure } from './failure.ts';
import { parse } from './parse.ts';

/**
 * Runs the command `epsie` in this process: prints on stdout and stderr. Some commands have printed before the promise is fulfilled, and the
 * program that `run` starts may continue after it.
 *
 * @param args arguments of the command line, such as `['summary', 'galaxies.run', '--json']`
 * @returns the exit code: 0 fine, 1 an error, 2 ran, but do not believe it yet
 */
export async function epsie(args: readonly string[]): Promise<ExitCode> {
  const [first = '--help', ...rest] = args;
  const isJson = wantsJson(first, rest);
  try {
    if (first === '--version') return print(versionOf());
    if (first === '--help' || first === '-h') return await call(await find('help'), [], false);
    return await call(await find(first), rest, isJson);
  } catch (error) {
    if (error instanceof ProgramError) throw error.cause;
    printFailure(first, error, isJson);
    return 1;
  }
}

// Errors of the arguments are printed as JSON too.
const wantsJson = (name: string, args: readonly string[]): boolean =>
  args.includes('--json') &&
  COMMANDS.some((command) => command.name === name && commonOf(command).some((option) => option.name === 'json'));

async function find(name: string): Promise<Command> {
  const command = COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return command;
  const near = await didYouMean(
    name,
    COMMANDS.map((known) => known.name),
    'epsie ',
  );
  const what = name.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`Unknown ${what} \`${name}\`.${near} See \`epsie help\`.`);
}

async function call(command: Command, args: readonly string[], isJson: boolean): Promise<ExitCode> {
  const screen = screenOf(process.stdout);
  const { positionals, values } = await parse(args, command, commonOf(command));
  if (values['help'] === true) {
    const { helpOf } = await import('../help/usage.ts');
    return print(helpOf(command, commonOf(command), screen));
  }
  const implementation = await command.load();
  const outcome = await implementation({ command, positionals, values, isJson, screen, commands: COMMANDS });
  if (outcome === undefined) return 0;
  const head = { command: command.name, ok: outcome.code === 0 };
  print(isJson ? jsonOf({ ...head, ...outcome.json }) : outcome.text(screen));
  return outcome.code;
}

function print(text: string): ExitCode {
  process.stdout.write(`${text}\n`);
  return 0;
}

function versionOf(): string {
  const require = createRequire(import.meta.url);
  return (require('../../package.json') as { version: string }).version;
}
