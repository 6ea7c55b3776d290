import type { Evidence } from '@epsie/analysis';
import type { Implementation } from '../contract/command.ts';
import type { Screen } from '../output/screen.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/text.ts';
import { digits } from '../output/units.ts';
import { openTempered } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';

/** Warnings that are for information: the result is right. */
const NOTES: readonly string[] = ['ladderMoved'];

const METHODS = {
  mbar: 'MBAR',
  bar: 'BAR',
  steppingStone: 'stepping stone',
  thermodynamicIntegration: 'thermodynamic',
  thermodynamicIntegrationCorrected: 'corrected',
} as const;

export const evidence: Implementation = async ({ positionals: [directory = ''], values }) => {
  const run = await openTempered(directory);
  const options = pick(values, ['burnIn']);
  const { evidence: compute } = await import('@epsie/analysis');
  const result = await compute(run, options);
  const isDoubtful =
    !Number.isFinite(result.standardError) || result.warnings.some(({ code }) => !NOTES.includes(code));
  return {
    code: isDoubtful ? 2 : 0,
    json: { run: directory, burnIn: options.burnIn ?? 0, ...result },
    text: (screen) => textOf(result, screen),
  };
};

function textOf(result: Evidence, { width, style }: Screen): string {
  const { logEvidence, standardError, byMethod, overlaps, warnings } = result;
  const value = digitsTo(standardError);
  const methods = Object.entries(METHODS).map(([name, label]) => [
    label,
    value(byMethod[name as keyof typeof METHODS].logEvidence),
  ]);
  const pairs = overlaps.map(({ betas: [hotter, colder], overlap }) => [
    `${digits(colder)} and ${digits(hotter)}`,
    overlap.toFixed(3),
  ]);
  return [
    style.bold(`log evidence ${value(logEvidence)} ± ${value(standardError)}`),
    '',
    table([['method', 'log evidence'], ...methods], width),
    '',
    table([['β', 'overlap'], ...pairs.toReversed()], width),
    ...warnings.flatMap(({ message }) => ['', wrapped(style.yellow(message), width)]),
  ].join('\n');
}

/** Returns a function that writes numbers to the second digit of an error; to six digits where the error is unknown. */
function digitsTo(error: number): (x: number) => string {
  if (!(error > 0 && Number.isFinite(error))) return (x) => String(Number(x.toPrecision(6)));
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
  return (x) => (Math.abs(x) < 1e12 ? x.toFixed(decimals) : String(Number(x.toPrecision(6))));
}
