import type { Command, Option } from '../contract/command.ts';

const HELP: Option = { name: 'help', kind: 'flag', summary: 'print this help' };
const JSON_OUTPUT: Option = { name: 'json', kind: 'flag', summary: 'print JSON' };

/** Commands whose output is text for people or for a shell. */
const TEXT_ONLY: readonly string[] = ['run', 'completion', 'help'];

/** Returns the options that a command has beside its own. */
export const commonOf = ({ name }: Command): readonly Option[] =>
  TEXT_ONLY.includes(name) ? [HELP] : [JSON_OUTPUT, HELP];
