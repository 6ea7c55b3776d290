import type { Diagnosis, Evidence, Summary, TemperingReport } from '@epsie/analysis';
import { rounded } from '../scales/rounded.ts';
import { escaped } from '../svg/element.ts';
import { findingList, paragraph, proseText, richText, table } from './html.ts';

/** Returns the verdict of a diagnosis with its findings. */
export function verdictOf({ ok, findings }: Diagnosis): string {
  const verdict = ok ? 'Nothing speaks against the draws' : 'Do not believe the draws yet';
  return paragraph(verdict, ok ? 'verdict' : 'verdict doubt') + findingList(findings);
}

/** Returns the table of a summary. */
export function summaryTable(summary: Summary, labelOf: (name: string) => string): string {
  const [head = [], ...rows] = summary.cells();
  const cells = rows.map(([name = '', ...rest]) => [richText(labelOf(name)), ...rest.map(escaped)]);
  const reasons = summary.rows.flatMap(({ parameter, reason }) =>
    reason === undefined ? [] : [paragraph(`${richText(labelOf(parameter))}: ${proseText(String(reason))}`, 'note')],
  );
  return table('Summary of the parameters', [head.map(escaped), ...cells]) + reasons.join('');
}

const METHODS = {
  mbar: 'MBAR',
  bar: 'BAR',
  steppingStone: 'stepping stone',
  thermodynamicIntegration: 'thermodynamic integration',
  thermodynamicIntegrationCorrected: 'the same, corrected',
} as const;

/** Returns the evidence with its error, the estimates of other methods, and the overlap of the levels. */
export function evidenceContent({ logEvidence, standardError, byMethod, overlaps, warnings }: Evidence): string {
  const decimals = standardError > 0 ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(standardError)))) : 3;
  const value = (x: number): string => (Number.isFinite(x) ? x.toFixed(decimals).replace('-', '−') : rounded(x));
  const methods = Object.entries(METHODS).map(([name, label]) => [
    label,
    value(byMethod[name as keyof typeof METHODS].logEvidence),
  ]);
  const pairs = overlaps.map(({ betas: [hotter, colder], overlap }) => [
    `${richText(rounded(colder))} and ${richText(rounded(hotter))}`,
    overlap.toFixed(3),
  ]);
  return [
    paragraph(`log evidence ${value(logEvidence)} ± ${value(standardError)}`, 'number'),
    findingList(warnings.map(({ message }) => ({ severity: 'warning', message }))),
    table('Log evidence by method', [['method', 'log evidence'], ...methods]),
    table('Overlap of the levels', [['β', 'overlap'], ...pairs.toReversed()]),
  ].join('');
}

/** Returns the table of the levels, with the barrier and the round trips above it. */
export function temperingContent(report: TemperingReport): string {
  const { rows, sweeps, barrier, suggestedLevels, roundTrips, roundTripRate, roundTripLaw, warnings } = report;
  const trips = `${rounded(roundTripRate)} per chain and sweep, ${rounded(roundTripLaw)} if swaps were independent`;
  const facts = [
    `${rows.length} levels, ${sweeps} sweeps. Barrier Λ = ${rounded(barrier)}, for which ${suggestedLevels} levels are suggested.`,
    Number.isNaN(roundTrips) ? 'Round trips cannot be counted.' : `${roundTrips} round trips: ${trips}.`,
  ];
  const levels = rows.map(({ level, beta, rejection, localBarrier, attempts }) => [
    String(level),
    richText(rounded(beta)),
    rejection === undefined ? '' : rejection.toFixed(3),
    richText(rounded(localBarrier)),
    attempts === undefined ? '' : String(attempts),
  ]);
  return [
    ...facts.map((text) => paragraph(richText(text))),
    findingList(warnings.map(({ message }) => ({ severity: 'warning', message }))),
    table('Levels', [['level', 'β', 'rejection', 'λ(β)', 'attempts'], ...levels]),
  ].join('');
}
