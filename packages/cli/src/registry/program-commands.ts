import type { Command } from '../contract/command.ts';

/** Shells with completion. */
const SHELLS: readonly string[] = ['bash', 'zsh', 'fish'];

/** Commands that start or create programs, and those about the command itself. */
export const PROGRAM_COMMANDS: readonly Command[] = [
  {
    name: 'run',
    usage: 'PROGRAM [ARGUMENTS]',
    positionals: [1, Number.POSITIVE_INFINITY],
    completes: 'file',
    isLauncher: true,
    summary: 'start a program, on threads or on MPI ranks',
    about:
      'Starts a program. Its `choosePool()` then uses worker threads; or the ranks of an MPI job, if `mpirun` or `srun` started this command, or ' +
      'if you pass --ranks. Rank 0 runs the program and hands out chains to the others. Ranks need @epsie/pool-mpi beside the program. The exit ' +
      'code is that of the program.',
    options: [
      { name: 'ranks', kind: 'integer', value: 'N', least: 2, summary: 'start N ranks: N − 1 workers, and rank 0' },
      {
        name: 'launcher',
        kind: 'text',
        value: 'COMMAND',
        summary: 'command that starts ranks, with its options (default mpirun)',
      },
    ],
    examples: [
      'epsie run main.js',
      'epsie run --ranks 4 main.js',
      "epsie run --ranks 8 --launcher 'mpirun --oversubscribe' main.js",
      'srun --mpi=pmix epsie run main.js',
    ],
    load: async () => (await import('../commands/run.ts')).run,
  },
  {
    name: 'init',
    usage: '[DIRECTORY]',
    positionals: [0, 1],
    completes: 'directory',
    summary: 'write a small complete project',
    about:
      'Writes a small complete project: a model, a program that keeps its run on disk, package.json and README. No existing file is replaced.',
    options: [
      { name: 'javascript', kind: 'flag', summary: 'a project in JavaScript (default)' },
      { name: 'typescript', kind: 'flag', summary: 'a project in TypeScript' },
      { name: 'python', kind: 'flag', summary: 'with the likelihood in Python, in likelihood.py' },
    ],
    examples: ['epsie init line-fit', 'epsie init line-fit --typescript', 'epsie init line-fit --python'],
    load: async () => (await import('../commands/init.ts')).init,
  },
  {
    name: 'completion',
    usage: 'SHELL',
    positionals: [1, 1],
    completes: SHELLS,
    summary: 'print the completion for bash, zsh or fish',
    about: 'Prints a script that completes commands, options and paths in a shell.',
    options: [],
    examples: [
      'source <(epsie completion bash)',
      'source <(epsie completion zsh)',
      'epsie completion fish > ~/.config/fish/completions/epsie.fish',
    ],
    load: async () => (await import('../commands/completion.ts')).completion,
  },
  {
    name: 'help',
    usage: '[COMMAND]',
    positionals: [0, 1],
    completes: 'command',
    summary: 'print the help of a command',
    about: 'Prints the list of commands, or the help of one.',
    options: [],
    examples: ['epsie help summary'],
    load: async () => (await import('../commands/help.ts')).help,
  },
];
