import { type Display, htmlParagraphs, htmlTable } from '../notebook/display.ts';
import type { TemperingNumbers } from './numbers.ts';

/** Returns the table of a report, with its sums above and its warnings below. */
export function tableOf(report: TemperingNumbers): string {
  const warnings = messagesOf(report);
  const below = warnings.length === 0 ? [] : ['', ...warnings];
  return [...summaryOf(report), '', ...aligned(cellsOf(report)), ...below].join('\n');
}

/** Returns the forms of a report in a notebook. */
export const displayOf = (report: TemperingNumbers): Display => ({
  'text/plain': tableOf(report),
  'text/html': htmlParagraphs(summaryOf(report)) + htmlTable(cellsOf(report)) + htmlParagraphs(messagesOf(report)),
});

function cellsOf(report: TemperingNumbers): string[][] {
  const header = ['level', 'β', 'rejection', 'λ(β)', 'attempts'];
  const lines = report.rows.map((row) => [
    String(row.level),
    digits(row.beta),
    row.rejection === undefined ? '' : fixed(row.rejection),
    digits(row.localBarrier),
    row.attempts === undefined ? '' : String(row.attempts),
  ]);
  return [header, ...lines];
}

function summaryOf(report: TemperingNumbers): string[] {
  const { barrier, suggestedLevels, rows, chains, sweeps } = report;
  return [
    `${rows.length} levels, ${sweeps} sweeps${chains.length === 0 ? '' : `, ${chains.length} chains`}`,
    `Barrier Λ = ${fixed(barrier)}, suggested number of levels ${suggestedLevels}`,
    ...(chains.length === 0 ? [] : travelsOf(report)),
  ];
}

const travelsOf = ({ roundTrips, restarts, roundTripRate, roundTripLaw }: TemperingNumbers): string[] => [
  `Round trips ${roundTrips}, restarts ${restarts}`,
  `${digits(roundTripRate)} round trips per chain and sweep, ${digits(roundTripLaw)} if swaps were independent`,
];

const messagesOf = ({ warnings }: TemperingNumbers): string[] => warnings.map(({ message }) => message);

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  return rows.map((row) => row.map((cell, c) => cell.padStart(widths[c] as number)).join('  '));
}

const fixed = (x: number): string => x.toFixed(3);
const digits = (x: number): string => String(Number(x.toPrecision(3)));
