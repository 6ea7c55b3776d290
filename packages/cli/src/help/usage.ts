import type { Command, Option } from '../contract/command.ts';
import type { Screen } from '../output/screen.ts';
import { definitions, wrapped } from '../output/text.ts';

/** Widest text of a help. */
const WIDEST = 100;

const widthOf = ({ width }: Screen): number => Math.min(width, WIDEST);

/** Returns the help of a command. */
export function helpOf(command: Command, common: readonly Option[], screen: Screen): string {
  const width = widthOf(screen);
  const { bold } = screen.style;
  const paragraphs = [
    wrapped(`${bold('Usage:')} epsie ${command.name} ${command.usage} [OPTIONS]`, width, '  '),
    wrapped(command.about, width),
    section(
      'Options',
      [...command.options, ...common].map((option) => [`  ${termOf(option)}`, option.summary] as const),
      screen,
    ),
    section('Exit codes', exitCodes(command), screen),
    `${bold('Examples')}\n${command.examples.map((example) => `  ${example}`).join('\n')}`,
  ];
  return paragraphs.join('\n\n');
}

/** Returns the list of commands. */
export function overview(commands: readonly Command[], screen: Screen): string {
  const width = widthOf(screen);
  const { bold } = screen.style;
  return [
    wrapped(`${bold('Usage:')} epsie COMMAND RUN [OPTIONS]`, width, '  '),
    wrapped(
      'Runs of EPSIE on disk: what they are, what they show, and whether to believe it. RUN is the directory of a run.',
      width,
    ),
    section(
      'Commands',
      commands.map(({ name, summary }) => [`  ${name}`, summary] as const),
      screen,
    ),
    section(
      'Options',
      [
        ['  --help', 'print the help, also of a command'],
        ['  --version', 'print the version'],
        ['  --json', 'print JSON (every command but run, completion and help)'],
      ],
      screen,
    ),
    section(
      'Exit codes',
      [
        ['  0', 'fine'],
        ['  1', 'an error'],
        ['  2', 'ran, but do not believe the result yet'],
      ],
      screen,
    ),
  ].join('\n\n');
}

function section(title: string, entries: readonly (readonly [string, string])[], screen: Screen): string {
  return `${screen.style.bold(title)}\n${definitions(entries, widthOf(screen))}`;
}

const termOf = ({ name, value }: Option): string => `--${name}${value === undefined ? '' : ` ${value}`}`;

function exitCodes({ doubt, isLauncher }: Command): readonly (readonly [string, string])[] {
  if (isLauncher)
    return [
      ['  N', 'the exit code of the program'],
      ['  1', 'the program could not be started'],
    ];
  const codes: [string, string][] = [
    ['  0', 'fine'],
    ['  1', 'an error'],
  ];
  return doubt === undefined ? codes : [...codes, ['  2', doubt]];
}
