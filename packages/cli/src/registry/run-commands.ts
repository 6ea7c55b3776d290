import type { Command } from '../contract/command.ts';
import { OPTIONS } from './options.ts';

const ofRun = { usage: 'RUN', positionals: [1, 1], completes: 'run' } as const;

/** Commands over the directory of a run that print numbers. */
export const RUN_COMMANDS: readonly Command[] = [
  {
    ...ofRun,
    name: 'summary',
    summary: 'mean, interval, precision and R̂ of each parameter',
    about:
      'Prints a table with a line per parameter, at the coldest temperature: mean, standard deviation, median, highest-density interval, ' +
      'Monte Carlo standard error, effective sample sizes in the bulk and in the tails, and R̂.',
    options: [
      OPTIONS.parameters,
      OPTIONS.burnIn,
      OPTIONS.thin,
      { name: 'probability', kind: 'number', value: 'P', summary: 'probability of the intervals (default 0.94)' },
      OPTIONS.effectiveSamples,
    ],
    doubt: 'R̂ of a parameter is above 1.01 or undefined, or it has too few effective samples',
    examples: ['epsie summary galaxies.run --burn-in 2000', 'epsie summary galaxies.run --parameters mu,sigma --json'],
    load: async () => (await import('../commands/summary.ts')).summary,
  },
  {
    ...ofRun,
    name: 'diagnose',
    summary: 'what speaks against the draws',
    about:
      'Prints findings against the draws, the most severe first: chains that disagree or are stuck, too few effective samples, a burn-in that ' +
      'is too short, acceptance out of range, proposals that adapt, levels that hardly swap.',
    options: [OPTIONS.burnIn, OPTIONS.effectiveSamples],
    doubt: 'there is an error or a warning among the findings',
    examples: ['epsie diagnose galaxies.run --burn-in 2000'],
    load: async () => (await import('../commands/diagnose.ts')).diagnose,
  },
  {
    ...ofRun,
    name: 'evidence',
    summary: 'log evidence of a tempered run',
    about:
      'Prints the log evidence by MBAR with its standard error, the estimates of other methods, and the overlap of the levels.',
    options: [OPTIONS.burnIn],
    doubt: 'levels hardly overlap, no level is at β = 0, or there are too few chains for the standard error',
    examples: ['epsie evidence tempered.run --burn-in 500'],
    load: async () => (await import('../commands/evidence.ts')).evidence,
  },
  {
    ...ofRun,
    name: 'tempering',
    summary: 'swaps and round trips of a tempered run',
    about:
      'Prints a line per level with the rejection of its swaps, the barrier, round trips, and how many levels there should be.',
    options: [OPTIONS.burnIn],
    doubt: 'levels hardly swap, or no state made a round trip',
    examples: ['epsie tempering tempered.run --burn-in 500'],
    load: async () => (await import('../commands/tempering.ts')).tempering,
  },
  {
    name: 'plot',
    usage: 'RUN [FIGURE]',
    positionals: [1, 2],
    completes: 'run',
    summary: 'draw a figure: .svg or .png',
    about:
      'Draws a figure of a run into a file, and opens nothing. Without FIGURE it lists the figures: trace, density, corner and others. PNG needs ' +
      'the package @resvg/resvg-js.',
    options: [
      {
        name: 'output',
        kind: 'text',
        value: 'FILE',
        summary: 'file to write: .svg or .png, or - for the output (default FIGURE.svg)',
      },
      OPTIONS.parameters,
      OPTIONS.burnIn,
      {
        name: 'with',
        kind: 'names',
        value: 'RUNS',
        summary: 'draw these runs over it, separated by commas: in density, intervals and corner',
      },
      { name: 'width', kind: 'number', value: 'PIXELS', summary: 'width of the figure' },
      {
        name: 'theme',
        kind: 'text',
        value: 'THEME',
        choices: ['auto', 'light', 'dark'],
        summary: 'colours (default auto: those of the reader)',
      },
      { name: 'title', kind: 'text', value: 'TEXT', summary: 'title above the figure' },
    ],
    examples: [
      'epsie plot galaxies.run trace',
      'epsie plot galaxies.run corner --parameters mu,sigma --burn-in 2000 --output corner.png',
      'epsie plot first.run corner --with second.run,third.run',
    ],
    load: async () => (await import('../commands/plot.ts')).plot,
  },
  {
    ...ofRun,
    name: 'report',
    summary: 'write one HTML file with verdict, numbers and figures',
    about:
      'Writes a report on a run into one HTML file that needs no network: what speaks against the draws, the summary, figures, evidence and ' +
      'tempering of a tempered run, and what was run. Of large runs it takes every n-th draw, which it states.',
    options: [
      {
        name: 'output',
        kind: 'text',
        value: 'FILE',
        summary: 'file to write: .html, or - for the output (default report.html)',
      },
      OPTIONS.burnIn,
      OPTIONS.parameters,
      {
        name: 'figures',
        kind: 'names',
        value: 'NAMES',
        summary: 'figures, separated by commas: those of `epsie plot RUN` (default: those that the run has data for)',
      },
      { name: 'title', kind: 'text', value: 'TEXT', summary: 'title of the report' },
    ],
    doubt: 'there is an error or a warning in its verdict, that of `epsie diagnose`',
    examples: ['epsie report galaxies.run --burn-in 2000', 'epsie report galaxies.run --output galaxies.html'],
    load: async () => (await import('../commands/report.ts')).report,
  },
  {
    ...ofRun,
    name: 'info',
    summary: 'what a run is, and how far it has come',
    about:
      'Prints what the run is: parameters, chains, levels, iterations, draws, sizes, sessions, seed, versions, and the process that writes to it.',
    options: [],
    examples: ['epsie info galaxies.run', 'epsie info galaxies.run --json'],
    load: async () => (await import('../commands/info.ts')).info,
  },
  {
    ...ofRun,
    name: 'check',
    summary: 'verify every checksum',
    about:
      'Verifies every checksum of the manifest, the checkpoints, the draws and the swaps, and lists what is damaged. Damage is an error: exit code 1.',
    options: [],
    examples: ['epsie check galaxies.run'],
    load: async () => (await import('../commands/check.ts')).check,
  },
  {
    ...ofRun,
    name: 'watch',
    summary: 'progress of a run that another process writes',
    about:
      'Prints iterations, rate, time left, acceptance, R̂ and effective samples of a run while another process writes it, and ends when that ' +
      'process does. A terminal shows one block that is updated; elsewhere each status is a line, with --json a JSON object. R̂ and effective ' +
      'samples are those of at most 1000 draws per chain.',
    options: [
      { name: 'interval', kind: 'number', value: 'S', least: 0.01, summary: 'seconds between two updates (default 5)' },
      { name: 'times', kind: 'integer', value: 'N', least: 1, summary: 'end after N updates' },
      { name: 'keep', kind: 'flag', summary: 'continue when no process writes to the run, until Ctrl-C' },
      {
        name: 'total',
        kind: 'integer',
        value: 'N',
        least: 1,
        summary: 'iterations that the run will have, for the time left',
      },
      { ...OPTIONS.burnIn, summary: 'leave out what was recorded up to iteration N (default: half of the iterations)' },
      OPTIONS.parameters,
    ],
    examples: ['epsie watch galaxies.run --total 100000', 'epsie watch galaxies.run --times 1 --json'],
    load: async () => (await import('../commands/watch.ts')).watch,
  },
  {
    name: 'export',
    usage: 'RUN FILE',
    positionals: [2, 2],
    completes: 'run',
    summary: 'write the draws to a file: .nc (NetCDF) or .csv',
    about:
      'Writes the draws to a file, in the format that its name ends with: NetCDF-4 with the groups of ArviZ (.nc), or comma-separated values ' +
      '(.csv). The file is replaced atomically.',
    options: [
      OPTIONS.burnIn,
      OPTIONS.thin,
      {
        name: 'temperatures',
        kind: 'text',
        value: 'WHICH',
        choices: ['coldest', 'all'],
        summary: 'coldest or all (default: coldest for .csv, all for .nc)',
      },
      { name: 'no-warmup', kind: 'flag', summary: 'leave out the draws of burn-in (.nc)' },
      {
        name: 'compression',
        kind: 'integer',
        value: 'LEVEL',
        least: 0,
        summary: 'deflate level from 0 to 9 (.nc, default 0)',
      },
    ],
    examples: [
      'epsie export galaxies.run galaxies.nc --burn-in 2000',
      'epsie export galaxies.run galaxies.csv --thin 10',
    ],
    load: async () => (await import('../commands/export.ts')).exportDraws,
  },
];
