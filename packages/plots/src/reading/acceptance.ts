import type { Steps } from '@epsie/analysis/sources';
import { rangeError, typeError } from '@epsie/core/checks';
import type { Run } from '../options/sources.ts';
import { COLORS } from '../theme/theme.ts';

/** Mean acceptance ratios of a chain or a temperature in parts of a run. */
export type Rates = { readonly label: string; readonly rates: Float64Array };

/** Parts of a run. */
const PARTS = 50;
/** Fewest draws in a part, whose mean is worth a point. */
const FEWEST = 20;
/** Chains that the rates of hotter temperatures are the means of. */
const CHAINS = 20;

/** Rates of all chains at the coldest temperature, and of up to six temperatures. */
export type Acceptances = {
  /** Iterations in the middle of the parts. */
  readonly at: Float64Array;
  readonly byChain: readonly Rates[];
  /** Empty where one temperature is recorded. */
  readonly byTemperature: readonly Rates[];
};

/**
 * Reads the acceptance ratios.
 *
 * @throws TypeError if they were not recorded, RangeError without draws
 */
export function* readAcceptances(run: Run): Steps<Acceptances> {
  const { draws } = run.reading;
  if (draws.length === 0) throw rangeError('Expected `source` to have draws, got none. Sample first');
  const parts = partsOf(draws.length);
  const byChain: Rates[] = [];
  for (let chain = 0; chain < draws.chains; chain++)
    byChain.push({ label: `chain ${chain}`, rates: means(yield* readRatios(run, chain, 0), parts) });
  const at = Float64Array.from(parts, ([from, to]) => draws.iterationOfDraw(Math.floor((from + to - 1) / 2)));
  return { at, byChain, byTemperature: draws.temperatures > 1 ? yield* readTemperatures(run, parts) : [] };
}

type Parts = readonly (readonly [from: number, to: number])[];

function partsOf(length: number): Parts {
  const count = Math.max(1, Math.min(PARTS, Math.floor(length / FEWEST)));
  return Array.from({ length: count }, (_, i) => [
    Math.floor((i * length) / count),
    Math.floor(((i + 1) * length) / count),
  ]);
}

function* readTemperatures(run: Run, parts: Parts): Steps<readonly Rates[]> {
  const { temperatures, chains } = run.reading.draws;
  const count = Math.min(temperatures, COLORS);
  const step = Math.max(1, Math.floor(chains / CHAINS));
  const found: Rates[] = [];
  for (let i = 0; i < count; i++) {
    const temperature = count === 1 ? 0 : Math.round((i * (temperatures - 1)) / (count - 1));
    const all: Float64Array[] = [];
    for (let chain = 0; chain < chains; chain += step)
      all.push(means(yield* readRatios(run, chain, temperature), parts));
    const rates = Float64Array.from(
      parts,
      (_, part) => all.reduce((sum, each) => sum + (each[part] as number), 0) / all.length,
    );
    found.push({ label: `level ${temperature}`, rates });
  }
  return found;
}

function* readRatios({ reading: { draws } }: Run, chain: number, temperature: number): Steps<Float64Array> {
  const variable = ['acceptanceRatio', 'accepted']
    .map((origin) => draws.variables.find((each) => each.kind === 'stat' && each.origin === origin))
    .find((each) => each !== undefined);
  if (variable === undefined)
    throw typeError(
      "Expected `source` to have acceptance ratios, got none. Record runs with 'acceptanceRatio' in `stats`",
    );
  return yield draws.draws(variable.name, { chain, temperature, to: draws.length });
}

const means = (ratios: Float64Array, parts: Parts): Float64Array =>
  Float64Array.from(
    parts,
    ([from, to]) => ratios.subarray(from, to).reduce((sum, ratio) => sum + ratio, 0) / (to - from),
  );

/** The middle 90 % of the rates of many chains, and their median. */
export type RateSpread = { readonly low: Float64Array; readonly middle: Float64Array; readonly high: Float64Array };

/** Most chains that are named because they are outside of the middle 90 %. */
const MOST_NAMED = 3;

/** Returns the middle 90 % of the rates of many chains, part by part. */
export function rateSpread(all: readonly Rates[]): RateSpread {
  const parts = all[0]?.rates.length ?? 0;
  const [low, middle, high] = [0.05, 0.5, 0.95].map((p) =>
    Float64Array.from({ length: parts }, (_, part) => {
      const sorted = Float64Array.from(all, ({ rates }) => rates[part] as number).sort();
      return sorted[Math.round(p * (sorted.length - 1))] as number;
    }),
  ) as [Float64Array, Float64Array, Float64Array];
  return { low, middle, high };
}

/** Returns the rates of the chains that are outside of the middle 90 % in more than half of the parts, those that are the furthest outside first. */
export function ratesOutside(all: readonly Rates[], { low, high }: RateSpread): readonly Rates[] {
  const distance = (rates: Rates): number => {
    const each = Array.from(rates.rates, (rate, part) =>
      Math.max((low[part] as number) - rate, rate - (high[part] as number)),
    );
    return each.filter((d) => d > 0).length > each.length / 2 ? each.reduce((sum, d) => sum + d, 0) : 0;
  };
  return all
    .map((rates) => ({ rates, far: distance(rates) }))
    .filter(({ far }) => far > 0)
    .sort((a, b) => b.far - a.far)
    .slice(0, MOST_NAMED)
    .map(({ rates }) => rates);
}
