import type { Diagnosis, Finding } from '@epsie/analysis';
import type { Implementation, Option } from '../contract/command.ts';
import { withOptionNames } from '../output/option-names.ts';
import type { Screen } from '../output/screen.ts';
import { wrapped } from '../output/text.ts';
import { openRun } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';

export const diagnose: Implementation = async ({ command, positionals: [directory = ''], values }) => {
  const run = await openRun(directory);
  const options = pick(values, ['burnIn', 'effectiveSamples']);
  const { diagnose: judge } = await import('@epsie/analysis');
  const diagnosis = await judge(run, options);
  return {
    code: diagnosis.ok ? 0 : 2,
    json: { run: directory, burnIn: options.burnIn ?? 0, ...diagnosis },
    text: (screen) => textOf(diagnosis, command.options, screen),
  };
};

function textOf({ ok, findings }: Diagnosis, options: readonly Option[], { style, width }: Screen): string {
  const verdict = ok ? style.green('Nothing speaks against the draws') : style.red('Do not believe the draws yet');
  const colors = { error: style.red, warning: style.yellow, note: style.dim };
  const line = ({ severity, message }: Finding): string =>
    wrapped(`${colors[severity](severity)}: ${withOptionNames(message, options)}`, width, '  ');
  return [verdict, ...findings.map(line)].join('\n');
}
