import type { Command, Option } from '../contract/command.ts';
import { commonOf } from '../help/common.ts';

/** Returns the completion for fish. */
export function fish(commands: readonly Command[]): string {
  const names = commands.map(
    ({ name, summary }) => `complete -c epsie -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
  );
  return [
    '# Completion of epsie for fish: epsie completion fish > ~/.config/fish/completions/epsie.fish',
    'complete -c epsie -f',
    ...names,
    ...commands.flatMap(ofCommand),
    ...commands.map((command) => argumentOf(command, commands)),
  ].join('\n');
}

const ofCommand = (command: Command): string[] =>
  [...command.options, ...commonOf(command)].map((option) => `${seen(command)} ${optionOf(option)}`);

function optionOf({ name, kind, summary, choices }: Option): string {
  const values = choices === undefined ? '' : ` -a ${quoted(choices.join(' '))}`;
  return `-l ${name}${kind === 'flag' ? '' : ` -x${values}`} -d ${quoted(summary)}`;
}

const seen = ({ name }: Command): string => `complete -c epsie -n '__fish_seen_subcommand_from ${name}'`;

function argumentOf(command: Command, commands: readonly Command[]): string {
  const { name, completes } = command;
  if (completes === 'command') return `${seen(command)} -a ${quoted(commands.map((known) => known.name).join(' '))}`;
  if (typeof completes !== 'string') return `${seen(command)} -a ${quoted(completes.join(' '))}`;
  return completes === 'file' || name === 'export'
    ? `${seen(command)} -F`
    : `${seen(command)} -a '(__fish_complete_directories)'`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
