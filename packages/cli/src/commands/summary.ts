import type { Summary, SummaryRow } from '@epsie/analysis';
import type { Implementation } from '../contract/command.ts';
import type { Doubt } from '../contract/outputs.ts';
import type { Screen } from '../output/screen.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/text.ts';
import { expectParameters, openWithDraws } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';

/** R̂ above which the chains disagree, and effective samples that suffice. */
const [LARGEST_R_HAT, ENOUGH] = [1.01, 400];

export const summary: Implementation = async ({ positionals: [directory = ''], values }) => {
  const run = await openWithDraws(directory);
  const options = pick(values, ['parameters', 'burnIn', 'thin', 'probability']);
  const known = run.configuration.parameters;
  if (options.parameters !== undefined) await expectParameters(options.parameters, known);
  const { summary: summarize } = await import('@epsie/analysis');
  const result = await summarize(run, options);
  const doubts = result.rows.flatMap((row) =>
    doubtsOf(row, (values['effectiveSamples'] as number | undefined) ?? ENOUGH),
  );
  const { burnIn = 0, thin = 1 } = options;
  return {
    code: doubts.length === 0 ? 0 : 2,
    json: { run: directory, burnIn, thin, ...result.toJSON(), doubts },
    text: (screen) => textOf(result, doubts, screen),
  };
};

function doubtsOf({ parameter, rHat, essBulk, essTail, reason }: SummaryRow, enough: number): Doubt[] {
  const doubt = (message: string): Doubt[] => [{ parameter, message }];
  if (Number.isNaN(rHat)) return doubt(`R̂ is undefined${reason === undefined ? '' : `: ${reason}`}`);
  const size = Math.min(essBulk, essTail);
  const few = size >= enough ? [] : doubt(`${Math.floor(size)} effective samples of ${enough}`);
  return rHat > LARGEST_R_HAT ? [...doubt(`R̂ is ${rHat.toFixed(3)}, above ${LARGEST_R_HAT}`), ...few] : few;
}

function textOf(result: Summary, doubts: readonly Doubt[], { width, style }: Screen): string {
  const lines = doubts.map(({ parameter, message }) => wrapped(`  ${parameter}: ${message}`, width, '    '));
  const verdict = doubts.length === 0 ? [] : ['', style.yellow(wrapped('Do not believe it yet:', width)), ...lines];
  return [table(result.cells(), width), ...verdict].join('\n');
}
