import type { Figure, FigureKind } from '@epsie/plots';
import { type Implementation, UsageError, type Values } from '../contract/command.ts';
import { didYouMean } from '../help/nearest.ts';
import { camelCase } from '../output/option-names.ts';
import { definitions } from '../output/text.ts';
import { size } from '../output/units.ts';
import { expectParameters, openWithDraws } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';
import { STDOUT, writeOutput } from '../writing/write-output.ts';

export const plot: Implementation = async ({ positionals: [directory = '', name], values, isJson, screen }) => {
  const { figureKinds } = await import('@epsie/plots');
  if (name === undefined) {
    const kinds = Object.entries(figureKinds).map(([kind, { description }]) => ({ kind, description }));
    const lines = kinds.map(({ kind, description }) => [kind, description] as const);
    return { code: 0, json: { run: directory, kinds }, text: ({ width }) => definitions(lines, width) };
  }
  const kind = await expectKind(name, figureKinds);
  const file = fileOf(values, kind.name, isJson);
  const run = await openWithDraws(directory);
  const options = pick(values, ['parameters', 'burnIn', 'width', 'theme', 'title']);
  if (options.parameters !== undefined) await expectParameters(options.parameters, run.configuration.parameters);
  const figure = await kind.draw(run, options);
  if (file === STDOUT) {
    screen.write(`${figure.svg}\n`);
    return undefined;
  }
  const bytes = await write(figure, file);
  const { width, height, description } = figure;
  return {
    code: 0,
    json: { run: directory, kind: kind.name, file, bytes, width, height, description },
    text: () => `Wrote ${file} (${size(bytes)})`,
  };
};

async function expectKind(
  name: string,
  kinds: { readonly [name: string]: FigureKind },
): Promise<FigureKind & { readonly name: string }> {
  const known = camelCase(name);
  const kind = Object.hasOwn(kinds, known) ? kinds[known] : undefined;
  if (kind !== undefined) return { name: known, ...kind };
  const names = Object.keys(kinds);
  const near = await didYouMean(name, names);
  throw new UsageError(
    `Unknown figure \`${name}\`: expected ${names.map((other) => `\`${other}\``).join(', ')}.${near} See \`epsie help plot\`.`,
  );
}

function fileOf(values: Values, kind: string, isJson: boolean): string {
  const file = (values['output'] as string | undefined) ?? `${kind}.svg`;
  if (file === STDOUT && isJson)
    throw new UsageError('Expected a file with `--json`: `--output -` prints the figure itself.');
  if (file === STDOUT || /\.(svg|png)$/i.test(file)) return file;
  throw new UsageError(`Expected \`--output\` to end with .svg or .png, or to be \`-\`, got \`${file}\`.`);
}

async function write(figure: Figure, file: string): Promise<number> {
  const { toPng } = await import('@epsie/plots');
  const bytes = /\.png$/i.test(file) ? await toPng(figure) : new TextEncoder().encode(`${figure.svg}\n`);
  await writeOutput(file, bytes);
  return bytes.length;
}
