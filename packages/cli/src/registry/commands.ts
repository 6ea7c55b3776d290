import type { Command } from '../contract/command.ts';
import { PROGRAM_COMMANDS } from './program-commands.ts';
import { RUN_COMMANDS } from './run-commands.ts';

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [...RUN_COMMANDS, ...PROGRAM_COMMANDS];
