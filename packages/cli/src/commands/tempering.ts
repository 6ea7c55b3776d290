import type { TemperingReport, TemperingRow } from '@epsie/analysis';
import type { Implementation } from '../contract/command.ts';
import type { Screen } from '../output/screen.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/text.ts';
import { count, digits } from '../output/units.ts';
import { openTempered } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';

/** Warnings for which the ladder should be changed before the draws are believed. */
const DOUBTS: readonly string[] = ['rarelySwaps', 'noRoundTrip'];

export const tempering: Implementation = async ({ positionals: [directory = ''], values }) => {
  const run = await openTempered(directory);
  const options = pick(values, ['burnIn']);
  const { tempering: report } = await import('@epsie/analysis');
  const result = await report(run, options);
  return {
    code: result.warnings.some(({ code }) => DOUBTS.includes(code)) ? 2 : 0,
    json: { run: directory, burnIn: options.burnIn ?? 0, ...result.toJSON() },
    text: (screen) => textOf(result, screen),
  };
};

function textOf(report: TemperingReport, { width, style }: Screen): string {
  const { rows, sweeps, barrier, suggestedLevels, roundTrips, restarts, roundTripRate, roundTripLaw, warnings } =
    report;
  const facts = [
    `${count(rows.length, 'level')}, ${count(sweeps, 'sweep')}`,
    `Barrier Λ = ${barrier.toFixed(3)}, suggested number of levels ${suggestedLevels}`,
    `Round trips ${roundTrips} (${digits(roundTripRate)} per chain and sweep, ${digits(roundTripLaw)} if swaps were independent), restarts ${restarts}`,
  ];
  return [
    ...facts.map((line) => wrapped(line, width, '  ')),
    '',
    table([['level', 'β', 'rejection', 'λ(β)', 'attempts'], ...rows.map(cellsOf)], width),
    ...warnings.flatMap(({ message }) => ['', wrapped(style.yellow(message), width)]),
  ].join('\n');
}

const cellsOf = ({ level, beta, rejection, localBarrier, attempts }: TemperingRow): string[] => [
  String(level),
  digits(beta),
  rejection === undefined ? '' : rejection.toFixed(3),
  digits(localBarrier),
  attempts === undefined ? '' : String(attempts),
];
