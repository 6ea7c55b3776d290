import type { RunInfo } from '@epsie/io/info';
import type { Implementation } from '../contract/command.ts';
import type { Screen } from '../output/screen.ts';
import { definitions, wrapped } from '../output/text.ts';
import { count, digits, duration, size } from '../output/units.ts';

export const info: Implementation = async ({ positionals: [directory = ''] }) => {
  const { readRunInfo } = await import('@epsie/io/info');
  const { directory: run, ...facts } = await readRunInfo(directory);
  return { code: 0, json: { run, ...facts }, text: (screen) => textOf({ directory: run, ...facts }, screen) };
};

function textOf(run: RunInfo, { width, style }: Screen): string {
  const warnings = run.warnings.map((warning) => wrapped(`${style.yellow('warning')}: ${warning}`, width, '  '));
  return [style.bold(run.directory), definitions(entriesOf(run), width), ...warnings].join('\n');
}

function entriesOf(run: RunInfo): (readonly [string, string])[] {
  const { parameters, chains, iterations, start, seed, writer, versions } = run;
  return [
    ['  parameters', `${parameters.length}: ${parameters.join(', ')}`],
    ['  chains', String(chains)],
    ['  levels', levelsOf(run)],
    ['  iterations', `${iterations}${start === 0 ? '' : `, recorded from ${start + 1} on`}`],
    ['  draws', drawsOf(run)],
    ['  size', sizeOf(run)],
    ['  sampling', `${duration(run.samplingTime)} in ${count(run.sessions.length, 'session')}`],
    ['  seed', String(seed)],
    ['  created', createdOf(run)],
    [
      '  versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['  writer', writer === undefined ? 'no process' : `process ${writer.pid} on ${writer.host} since ${writer.since}`],
  ];
}

function levelsOf({ betas, recording }: RunInfo): string {
  if (betas.length === 1) return '1';
  const range = `β = ${digits(betas[0] as number)} to ${digits(betas.at(-1) as number)}`;
  return `${betas.length}, ${range}${recording.levels === 'coldest' ? '; the coldest is recorded' : ''}`;
}

function drawsOf({ draws, betas, recording, sweeps }: RunInfo): string {
  const each = betas.length > 1 && recording.levels === 'all' ? 'per chain and level' : 'per chain';
  const thin = recording.thin === 1 ? '' : `, thinned by ${recording.thin}`;
  return `${draws} ${each}${thin}${sweeps === 0 ? '' : `; ${count(sweeps, 'sweep')} of swaps`}`;
}

function sizeOf({ bytes, checkpoints }: RunInfo): string {
  const swaps = bytes.swaps === 0 ? '' : `, ${size(bytes.swaps)} of swaps`;
  return `${size(bytes.draws)} of draws${swaps}, ${size(bytes.checkpoints)} in ${count(checkpoints, 'checkpoint')}`;
}

const createdOf = ({ created, machine: { host, platform, architecture, cores } }: RunInfo): string =>
  `${created} on ${host} (${platform} ${architecture}, ${cores} cores)`;
