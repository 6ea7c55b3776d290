import type { Command } from '../contract/command.ts';
import { commonOf } from '../help/common.ts';

/** Returns the completion for zsh. */
export const zsh = (commands: readonly Command[]): string => `#compdef epsie
# Completion of epsie for zsh: source <(epsie completion zsh), or a file _epsie in a directory of fpath
_epsie() {
  local -a commands options
  commands=(
${commands.map(({ name, summary }) => `    ${entry(name, summary)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) options=(${optionsOf(command)}) ;;`).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o 'option' options
    return
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) ${argumentOf(command)} ;;`).join('\n')}
  esac
}
if [[ $funcstack[1] == _epsie ]]; then _epsie "$@"; else compdef _epsie epsie; fi`;

const entry = (name: string, summary: string): string =>
  `'${`${name.replaceAll(':', '\\:')}:${summary}`.replaceAll("'", "'\\''")}'`;

const optionsOf = (command: Command): string =>
  [...command.options, ...commonOf(command)].map(({ name, summary }) => entry(`--${name}`, summary)).join(' ');

function argumentOf({ name, completes }: Command): string {
  if (completes === 'command') return "_describe 'command' commands";
  if (typeof completes !== 'string') return `compadd ${completes.join(' ')}`;
  return completes === 'file' || name === 'export' ? '_files' : '_files -/';
}
