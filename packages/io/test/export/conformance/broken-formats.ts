import { readFile, writeFile } from 'node:fs/promises';
import type { DrawOptions, ExportedDraws, ExportFormat } from '@epsie/io';
import { jsonLines } from './json-lines.js';

type Broken = {
  /** Fault of the format, to follow "a format that". */
  readonly fault: string;
  /** Check that it must fail. */
  readonly check: string;
  readonly message: RegExp;
  readonly format: ExportFormat<DrawOptions, undefined>;
};

type Write = (draws: ExportedDraws, file: string) => Promise<void>;

const like = (write: Write): Broken['format'] => ({ ...jsonLines, write });
const correct: Write = (draws, file) => jsonLines.write(draws, file, undefined);

/** Formats with one fault each: at least one for every check. */
export const BROKEN_FORMATS: readonly Broken[] = [
  {
    fault: 'rounds numbers',
    check: 'writes every draw of every chain, bit by bit',
    message: /^Expected \S+ as draw 0 of chain 0, got /,
    format: like(async (draws, file) => {
      await correct(draws, file);
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replaceAll(/\d\.\d{9,}/g, (digits) => Number(digits).toPrecision(7)),
      );
    }),
  },
  {
    fault: 'writes one chain',
    check: 'writes every draw of every chain, bit by bit',
    message: /^Expected 40 draws of chain 1, got 0/,
    format: like(({ source, ...rest }, file) => correct({ ...rest, source: { ...source, chains: 1 } }, file)),
  },
  {
    fault: 'ignores burn-in',
    check: 'leaves out burn-in',
    message: /^Expected 34 draws of chain 0, got 40/,
    format: like(({ source, sampling, ...rest }, file) =>
      correct({ ...rest, source, sampling: { ...sampling, from: 0, count: source.length } }, file),
    ),
  },
  {
    fault: 'does not thin',
    check: 'thins the draws after burn-in',
    message: /^Expected \S+ as draw 1 of chain 0, got /,
    format: like(({ sampling, ...rest }, file) => correct({ ...rest, sampling: { ...sampling, thin: 1 } }, file)),
  },
  {
    fault: 'reads a run at once',
    check: 'reads long runs in parts',
    message: /^Expected reads of at most 262144 numbers, got 270000/,
    format: like(async ({ source, sampling: { from, thin } }, file) => {
      await writeFile(file, String((await source.draws('mu', { chain: 0, from, thin })).length));
    }),
  },
  {
    fault: 'hides errors',
    check: 'passes on errors of the source',
    message: /^Expected the error of the source, got undefined/,
    format: like((draws, file) => correct(draws, file).catch(() => undefined)),
  },
];
