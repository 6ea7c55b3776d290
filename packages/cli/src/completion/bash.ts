import type { Command } from '../contract/command.ts';
import { commonOf } from '../help/common.ts';

/** Returns the completion for bash. */
export function bash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of epsie for bash: source <(epsie completion bash)
_epsie() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${names} --help --version'
  elif [[ $current == -* ]]; then
    case \${COMP_WORDS[1]} in
${commands.map((command) => `      ${command.name}) words='${optionsOf(command)}' ;;`).join('\n')}
    esac
  else
    case \${COMP_WORDS[1]} in
${commands.map((command) => `      ${command.name}) ${argumentOf(command, names)} ;;`).join('\n')}
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o filenames -F _epsie epsie`;
}

const optionsOf = (command: Command): string =>
  [...command.options, ...commonOf(command)].map(({ name }) => `--${name}`).join(' ');

function argumentOf({ name, completes }: Command, commands: string): string {
  if (completes === 'command') return `words='${commands}'`;
  if (typeof completes !== 'string') return `words='${completes.join(' ')}'`;
  // The second argument of export is a file.
  const files = completes === 'file' || name === 'export';
  return `COMPREPLY=($(compgen -${files ? 'f' : 'd'} -- "$current"))`;
}
