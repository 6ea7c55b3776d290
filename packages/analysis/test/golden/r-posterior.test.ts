// Debian's r-cran-posterior (1.4.0) on random draws. Draws and numbers are passed as binary files: R does not round all decimals correctly.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as analysis from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import { mapped, matrixOf } from '#src/draws/matrix.js';
import { centered } from '#src/draws/moments.js';
import { halvesOf } from '#src/draws/series.js';
import { effectiveSize } from '#src/precision/effective-size.js';
import { runR, testWithR } from '../helpers/r.ts';
import { type Chains, chainsOf, goldenNumber, isSame } from './posterior.ts';
import { ROUNDED, TIED } from './special-cases.ts';

/** Reads the chains and draws of each set, and its draws; writes the numbers of each set. */
const PROGRAM = `
suppressPackageStartupMessages(library(posterior))
args <- commandArgs(trailingOnly = TRUE)
input <- file(args[1], "rb")
output <- file(args[2], "wb")
for (i in seq_len(readBin(input, "double", 1))) {
  shape <- readBin(input, "double", 2)
  x <- matrix(readBin(input, "double", prod(shape)), ncol = shape[1])
  probs <- c(0.1, 0.3, 0.9)
  writeBin(suppressWarnings(c(
    rhat(x), rhat_basic(x), ess_bulk(x), ess_tail(x), ess_mean(x), ess_sd(x), ess_median(x),
    mcse_mean(x), mcse_sd(x), mcse_median(x), quantile(x, probs), ess_quantile(x, probs), mcse_quantile(x, probs)
  )), output)
}
close(output)
`;

const PROBS = [0.1, 0.3, 0.9];

/** The statistics of R, in the order in which it writes them. */
const STATISTICS: readonly (readonly [name: string, of: (x: Chains) => readonly number[]])[] = [
  ['rhat', (x) => [analysis.rHat(x)]],
  ['rhat_basic', (x) => [analysis.rHatBasic(x)]],
  ['ess_bulk', (x) => [analysis.essBulk(x)]],
  ['ess_tail', (x) => [analysis.essTail(x)]],
  ['ess_mean', (x) => [analysis.essMean(x)]],
  ['ess_sd of 1.4.0, that of |x − mean|', (x) => [sizeOfDistances(x)]],
  ['ess_median', (x) => [analysis.essMedian(x)]],
  ['mcse_mean', (x) => [analysis.mcseMean(x)]],
  ['mcse_sd', (x) => [analysis.mcseSd(x)]],
  ['mcse_median', (x) => [analysis.mcseMedian(x)]],
  ['quantile', (x) => PROBS.map((p) => analysis.quantile(x, p))],
  ['ess_quantile', (x) => PROBS.map((p) => analysis.essQuantile(x, p))],
  ['mcse_quantile', (x) => PROBS.map((p) => analysis.mcseQuantile(x, p))],
];

const sizeOfDistances = (x: Chains): number => effectiveSize(halvesOf(mapped(centered(matrixOf(x)), Math.abs)));

/** Returns the numbers of R for each set of chains. */
function ofR(sets: readonly Chains[]): readonly (readonly number[])[] {
  const directory = mkdtempSync(join(tmpdir(), 'epsie-posterior-'));
  try {
    const [input, output] = [join(directory, 'draws'), join(directory, 'numbers')];
    const numbers = sets.flatMap((x) => [x.length, x[0]?.length ?? 0, ...x.flat()]);
    writeFileSync(input, new Uint8Array(Float64Array.of(sets.length, ...numbers).buffer));
    runR(PROGRAM, [input, output]);
    const bytes = readFileSync(output);
    const all = Array.from(new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
    return sets.map((_, i) => all.slice((i * all.length) / sets.length, ((i + 1) * all.length) / sets.length));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Returns which numbers differ, by name. */
const differing = (x: Chains, theirs: readonly number[]): readonly string[] => {
  const ours = STATISTICS.flatMap(([name, of]) => of(x).map((value) => [name, value] as const));
  return ours.flatMap(([name, value], i) =>
    isSame(value, theirs[i] as number) ? [] : [`${name}: ${value}, R ${theirs[i]}`],
  );
};

/** Kinds of chains: the next draw from the one before and a normal number. */
const KINDS: { readonly [kind: string]: (x: number, z: number, random: Random) => number } = {
  independent: (_, z) => z,
  slow: (x, z) => 0.9 * x + z,
  antithetic: (x, z) => -0.7 * x + z,
  'heavy-tailed': (_, z, random) => z / random.standardNormal(),
  integers: (x, z) => Math.round(0.5 * x + 2 * z),
  'two values': (x, z) => (0.5 * x + z > 0.2 ? 1 : 0),
  sticky: (x, z) => (Math.abs(z) < 1 ? x : z),
  'far off': (x, z) => 0.5 * x + 1000 + z,
};

const SHAPES = [
  [4, 200],
  [4, 301],
  [1, 100],
  [1, 57],
  [2, 12],
  [3, 7],
  [20, 50],
] as const;

function randomSets(): { readonly name: string; readonly x: Chains }[] {
  const random = new Random(createBitGenerator(1));
  return Object.entries(KINDS).flatMap(([kind, next]) =>
    SHAPES.map(([chains, draws]) => {
      const x = Array.from({ length: chains }, () => {
        let last = 0;
        return Array.from({ length: draws }, () => {
          last = next(last, random.standardNormal(), random);
          return last;
        });
      });
      return { name: `${kind} ${chains} × ${draws}`, x };
    }),
  );
}

testWithR('posterior')('agrees with the posterior of Debian on random draws, to 1e-10', (t) => {
  const sets = randomSets();
  const theirs = ofR(sets.map(({ x }) => x));
  for (const [i, { name, x }] of sets.entries()) t.deepEqual(differing(x, theirs[i] as readonly number[]), [], name);
  t.is(theirs.flat().length, Object.keys(KINDS).length * SHAPES.length * 19);
  const other = sets[0]?.x.map((chain) => chain.with(0, (chain[0] as number) + 1e-3)) ?? [];
  t.true(differing(other, theirs[0] as readonly number[]).length >= 4, 'a change of a draw by 1e-3 is detected');
});

testWithR('posterior')(
  'where the golden numbers are from more digits than the file has, R agrees on the digits in the file',
  (t) => {
    const names = [...TIED, ROUNDED];
    const theirs = ofR(names.map(chainsOf));
    for (const [i, name] of names.entries()) {
      const x = chainsOf(name);
      // Differences from an offset of 1e9 have 7 digits fewer, of which R's means of the chains are made.
      const tolerance = name === ROUNDED ? 1e-7 : 1e-12;
      t.true(isSame(analysis.rHat(x), theirs[i]?.[0] as number, 1e-12), name);
      t.true(isSame(analysis.essMean(x), theirs[i]?.[4] as number, tolerance), name);
      t.false(isSame(goldenNumber(name, 'rhat'), theirs[i]?.[0] as number, 1e-12), name);
    }
  },
);
