import { type DiskSource, expectSource, type MemorySource, type Reading, type Source } from '@epsie/analysis/sources';
import { describe, expected, rangeError, typeError } from '@epsie/core/checks';
import { isRecord } from '../checks/record.ts';

/** One source of draws, an array of them, or sources by the name that the legend shows. */
export type Overlaid<S> = S | readonly S[] | Readonly<Record<string, S>>;

/** Samplers with their samples in memory. */
export type MemorySources = Overlaid<MemorySource>;
/** Runs on disk. */
export type DiskSources = Overlaid<DiskSource>;
/** Draws to show, of one run or of several that are overlaid. */
export type Sources = Overlaid<Source>;

/** A source of draws with its name; the name of a single one is empty. */
export type Run = { readonly name: string; readonly reading: Reading };

/** Most runs in one figure: as many as there are colours. */
const MOST = 6;

/**
 * Checks for one source of draws or several.
 *
 * @throws TypeError unless each is a sampler, its history or a run; RangeError for none, or too many to tell apart
 */
export function expectSources(sources: unknown): readonly Run[] {
  if (isSource(sources)) return [{ name: '', reading: expectSource(sources) }];
  const named = namedOf(sources);
  if (named === undefined)
    throw typeError(expected('source', 'a sampler, its `history`, a `Run`, or several as { name: source }', sources));
  if (named.length === 0 || named.length > MOST)
    throw rangeError(`Expected \`source\` to have 1 to ${MOST} runs, got ${named.length}`);
  return named.map(([name, source]) => ({ name, reading: expectNamed(name, source) }));
}

function isSource(value: unknown): boolean {
  const given = value as { history?: { draws?: unknown }; draws?: unknown } | null | undefined;
  return typeof (given?.history?.draws ?? given?.draws) === 'function';
}

function namedOf(sources: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(sources)) return sources.map((source: unknown, i) => [`run ${i}`, source] as const);
  return isRecord(sources) ? Object.entries(sources) : undefined;
}

function expectNamed(name: string, source: unknown): Reading {
  if (isSource(source)) return expectSource(source);
  throw typeError(`Expected \`${name}\` to be a sampler, its \`history\` or a \`Run\`, got ${describe(source)}`);
}

/**
 * Checks for one source of draws.
 *
 * @throws TypeError unless it is a sampler, its history or a run
 */
export const expectRun = (source: unknown): Run => ({ name: '', reading: expectSource(source) });
