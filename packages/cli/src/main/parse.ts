import { parseArgs } from 'node:util';
import { type Command, type Option, type OptionValue, UsageError, type Values } from '../contract/command.ts';
import { didYouMean } from '../help/nearest.ts';
import { camelCase } from '../output/option-names.ts';
import { parseValue } from './values.ts';

/** Arguments of a command. */
export type Arguments = { readonly positionals: readonly string[]; readonly values: Values };

type Token = {
  readonly kind: string;
  readonly index: number;
  readonly name?: string;
  readonly rawName?: string;
  readonly value?: string | undefined;
};

/**
 * Parses the arguments of a command.
 *
 * @throws UsageError for an option that the command does not have, or a value that it cannot have
 */
export async function parse(args: readonly string[], command: Command, common: readonly Option[]): Promise<Arguments> {
  const options = [...command.options, ...common];
  const own = command.isLauncher ? ownArguments(args, options) : args.length;
  const { tokens, positionals } = parseArgs({
    args: args.slice(0, own),
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      options.map(({ name, kind }) => [name, { type: kind === 'flag' ? 'boolean' : 'string' }]),
    ),
  });
  const values: { [name: string]: OptionValue } = {};
  for (const token of tokens as readonly Token[]) {
    if (token.kind !== 'option') continue;
    const option = await findOption(token, command, options);
    const key = camelCase(option.name);
    values[key] = merged(values[key], parseValue(option, token.value, command), option);
  }
  return { positionals: expectCount([...positionals, ...args.slice(own)], command, values), values };
}

// What follows the program belongs to it.
function ownArguments(args: readonly string[], options: readonly Option[]): number {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') return i;
    if (!arg.startsWith('-')) return i;
    const option = options.find(({ name }) => arg === `--${name}`);
    if (option !== undefined && option.kind !== 'flag') i++;
  }
  return args.length;
}

async function findOption(
  { name = '', rawName = '' }: Token,
  command: Command,
  options: readonly Option[],
): Promise<Option> {
  const option = options.find((known) => known.name === name);
  if (option !== undefined) return option;
  if (rawName === '-h') return { name: 'help', kind: 'flag', summary: '' };
  const near = await didYouMean(
    name,
    options.map((known) => known.name),
    '--',
  );
  throw new UsageError(
    `Unknown option \`${rawName}\` of \`epsie ${command.name}\`.${near} See \`epsie help ${command.name}\`.`,
  );
}

function merged(before: OptionValue | undefined, value: OptionValue, { kind }: Option): OptionValue {
  return kind === 'names' && Array.isArray(before) ? [...before, ...(value as readonly string[])] : value;
}

function expectCount(positionals: readonly string[], command: Command, values: Values): readonly string[] {
  const {
    name,
    usage,
    positionals: [least, most],
  } = command;
  const { length } = positionals;
  if (values['help'] === true || (length >= least && length <= most)) return positionals;
  const got = length === 0 ? 'no argument' : positionals.map((argument) => `\`${argument}\``).join(', ');
  throw new UsageError(`Expected \`epsie ${name} ${usage}\`, got ${got}. See \`epsie help ${name}\`.`);
}
