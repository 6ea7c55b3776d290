import type { Screen } from '../output/screen.ts';

/** Kind of the value of an option: `flag` has none, `names` are separated by commas or given one by one. */
export type OptionKind = 'flag' | 'integer' | 'number' | 'text' | 'names';

/** An option of a command. */
export type Option = {
  /** Name without dashes, such as `burn-in`. */
  readonly name: string;
  readonly kind: OptionKind;
  /** Placeholder of the value in the help, such as `N`. */
  readonly value?: string;
  /** Line of the help. */
  readonly summary: string;
  /** Smallest legal number. */
  readonly least?: number;
  /** Legal values, if there are few. */
  readonly choices?: readonly string[];
};

/** Values of the options that were passed, by name in camel case: `burnIn` for `--burn-in`. */
export type Values = { readonly [name: string]: OptionValue | undefined };

/** Value of one option. */
export type OptionValue = boolean | number | string | readonly string[];

/** Exit code: fine, an error, or a result that should not be believed yet. */
export type ExitCode = 0 | 1 | 2;

/** Call of a command. */
export type Call = {
  readonly command: Command;
  readonly positionals: readonly string[];
  readonly values: Values;
  /** Whether the output must be JSON. */
  readonly isJson: boolean;
  readonly screen: Screen;
  /** All commands, for help and completion. */
  readonly commands: readonly Command[];
};

/** Result of a command that prints once. */
export type Outcome = {
  readonly code: ExitCode;
  /** Data that `--json` prints. */
  readonly json: object;
  /** Returns what is printed otherwise. */
  text(screen: Screen): string;
};

/** Code of a command. Returns the outcome to print; or `undefined` if it has printed by itself. */
export type Implementation = (call: Call) => Promise<Outcome | undefined>;

/** A command, such as `epsie summary`. */
export type Command = {
  readonly name: string;
  /** Line in the list of commands. */
  readonly summary: string;
  /** Arguments in the usage, such as `RUN`. */
  readonly usage: string;
  /** Smallest and largest number of arguments. */
  readonly positionals: readonly [least: number, most: number];
  /** Text of the help. */
  readonly about: string;
  readonly options: readonly Option[];
  /** Reason for exit code 2; missing if the command has no such code. */
  readonly doubt?: string;
  readonly examples: readonly string[];
  /** Kind of the arguments, for completion. */
  readonly completes: 'run' | 'file' | 'directory' | 'command' | readonly string[];
  /** Whether everything after the first argument belongs to the program that is started. */
  readonly isLauncher?: boolean;
  /** Imports the implementation. */
  load(): Promise<Implementation>;
};

/** An error of usage, with the command whose help to read. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** An error of a program that this command started, which Node reports as if it had started the program itself. */
export class ProgramError extends Error {
  constructor(cause: unknown) {
    super('the program failed', { cause });
  }
}
