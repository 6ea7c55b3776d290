import type { Summary } from './summary.ts';

const MODES = 6;

/** Prints the posterior of a run, and how well its chains mixed. */
export function printTables(summary: Summary, temperatures: ArrayLike<number>): void {
  console.log('\nPosterior: mean ± standard deviation [90 % interval], velocities in 10³ km/s\n');
  console.log(row(['component', 'mean', 'width', 'weight'], COMPONENT_COLUMNS));
  for (const [k, { mean, width, weight }] of summary.components.entries())
    console.log(row([`${k + 1}`, describe(mean), describe(width), describe(weight, 3)], COMPONENT_COLUMNS));

  console.log(`\n${row(['temperature', 'acceptance rate', 'swaps with the next'], LEVEL_COLUMNS)}`);
  for (const [t, acceptance] of summary.acceptance.entries()) {
    const swaps = summary.swaps[t]?.toFixed(2) ?? '';
    console.log(row([(temperatures[t] as number).toFixed(2), acceptance.toFixed(2), swaps], LEVEL_COLUMNS));
  }

  console.log(`\nLabel orders (of ${MODES}) visited by each cold chain:`);
  console.log(summary.modes.map(({ size }, chain) => `chain ${chain}: ${size}`).join(', '));
}

const COMPONENT_COLUMNS = [9, 30, 26, 32];
const LEVEL_COLUMNS = [11, 17, 21];

const row = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => cell.padStart(widths[i] as number))
    .join('')
    .trimEnd();

function describe(samples: readonly number[], digits = 2): string {
  const sorted = Float64Array.from(samples).sort();
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  const variance = sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sorted.length;
  const quantile = (p: number): string => (sorted[Math.floor(p * sorted.length)] as number).toFixed(digits);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)} [${quantile(0.05)}, ${quantile(0.95)}]`;
}
