import type { FigureKindName } from '@epsie/plots';
import { type Implementation, UsageError, type Values } from '../contract/command.ts';
import { camelCase } from '../output/option-names.ts';
import { wrapped } from '../output/text.ts';
import { size } from '../output/units.ts';
import { expectParameters, openWithDraws } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';
import { STDOUT, writeOutput } from '../writing/write-output.ts';

export const report: Implementation = async ({ positionals: [directory = ''], values, isJson }) => {
  const file = fileOf(values, isJson);
  const run = await openWithDraws(directory);
  const options = pick(values, ['parameters', 'burnIn', 'title']);
  if (options.parameters !== undefined) await expectParameters(options.parameters, run.configuration.parameters);
  const figures = (values['figures'] as readonly string[] | undefined)?.map(camelCase) as FigureKindName[] | undefined;
  const { report: make } = await import('@epsie/plots');
  const { html, ok, title } = await make(run, { ...options, ...(figures === undefined ? {} : { figures }) });
  const code = ok ? 0 : 2;
  if (file === STDOUT) return { code, json: {}, text: () => html.trimEnd() };
  await writeOutput(file, html);
  const bytes = Buffer.byteLength(html);
  return {
    code,
    json: { run: directory, burnIn: options.burnIn ?? 0, file, bytes, title },
    text: ({ style, width }) =>
      [
        `Wrote ${file} (${size(bytes)})`,
        ok
          ? style.green(wrapped('Nothing speaks against the draws', width))
          : style.red(wrapped('Do not believe the draws yet: the report begins with the reasons', width)),
      ].join('\n'),
  };
};

function fileOf(values: Values, isJson: boolean): string {
  const file = (values['output'] as string | undefined) ?? 'report.html';
  if (file === STDOUT && isJson)
    throw new UsageError('Expected a file with `--json`: `--output -` prints the report itself.');
  if (file === STDOUT || /\.html?$/i.test(file)) return file;
  throw new UsageError(`Expected \`--output\` to end with .html, or to be \`-\`, got \`${file}\`.`);
}
