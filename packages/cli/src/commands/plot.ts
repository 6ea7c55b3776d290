import type { Run } from '@epsie/io';
import type { Figure, FigureKind } from '@epsie/plots';
import { type Implementation, UsageError, type Values } from '../contract/command.ts';
import { didYouMean } from '../help/nearest.ts';
import { camelCase } from '../output/option-names.ts';
import { definitions } from '../output/text.ts';
import { size } from '../output/units.ts';
import { expectParameters, openWithDraws } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';
import { STDOUT, writeOutput } from '../writing/write-output.ts';

/** Most runs in one figure: as many as @epsie/plots has colours. */
const MOST_RUNS = 6;

export const plot: Implementation = async ({ positionals: [directory = '', name], values, isJson, screen }) => {
  const { figureKinds } = await import('@epsie/plots');
  if (name === undefined) {
    const kinds = Object.entries(figureKinds).map(([kind, { description }]) => ({ kind, description }));
    const lines = kinds.map(({ kind, description }) => [kind, description] as const);
    return { code: 0, json: { run: directory, kinds }, text: ({ width }) => definitions(lines, width) };
  }
  const kind = await expectKind(name, figureKinds);
  const file = fileOf(values, kind.name, isJson);
  const others = (values['with'] as readonly string[] | undefined) ?? [];
  const overlay = others.length === 0 ? undefined : expectOverlay(kind, figureKinds);
  const directories = expectDistinct([directory, ...others]);
  const runs: Run[] = [];
  for (const each of directories) runs.push(await openWithDraws(each));
  const [run] = runs as [Run];
  const options = pick(values, ['parameters', 'burnIn', 'width', 'theme', 'title']);
  if (options.parameters !== undefined) {
    const known = new Set(runs.flatMap(({ configuration }) => configuration.parameters));
    await expectParameters(options.parameters, [...known]);
  }
  const figure = await (overlay === undefined
    ? kind.draw(run, options)
    : overlay(Object.fromEntries(directories.map((each, i) => [each, runs[i] as Run])), options));
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

function expectOverlay(
  { name, overlay }: FigureKind & { readonly name: string },
  kinds: { readonly [name: string]: FigureKind },
): NonNullable<FigureKind['overlay']> {
  if (overlay !== undefined) return overlay;
  const able = Object.keys(kinds).filter((other) => kinds[other]?.overlay !== undefined);
  throw new UsageError(
    `Expected one run for \`${name}\`, got \`--with\`: only ${able.map((other) => `\`${other}\``).join(', ')} show several.`,
  );
}

function expectDistinct(directories: readonly string[]): readonly string[] {
  const twice = directories.find((directory, i) => directories.indexOf(directory) < i);
  if (twice === undefined && directories.length <= MOST_RUNS) return directories;
  throw new UsageError(
    twice === undefined
      ? `Expected at most ${MOST_RUNS} runs in a figure, got ${directories.length}.`
      : `Expected different runs, got \`${twice}\` twice.`,
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
