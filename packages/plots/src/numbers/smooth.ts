import type { Cells } from './grid.ts';

/** Standard deviations beyond which a kernel is cut off. */
const REACH = 4;

/** Numbers of a row of a grid: every `stride`-th from `start` on. */
type Row = { readonly start: number; readonly stride: number };

/**
 * Smooths rows of a grid in place with a Gaussian kernel. Their sums stay what they are: what leaves at an edge returns from it, or arrives at the
 * other end of an angle.
 *
 * @param bandwidth standard deviation of the kernel, in the unit of the cells
 */
export function smoothRows(grid: Float64Array, cells: Cells, bandwidth: number, rows: readonly Row[]): void {
  const kernel = kernelOf(bandwidth / cells.width, cells.count);
  if (cells.ends === 'none' || kernel.length < 2) return;
  const row = new Float64Array(cells.count);
  for (const { start, stride } of rows) {
    for (let i = 0; i < cells.count; i++) row[i] = grid[start + i * stride] as number;
    const smooth = smoothed(row, kernel, cells);
    for (let i = 0; i < cells.count; i++) grid[start + i * stride] = smooth[i] as number;
  }
}

/** Returns the weights of the cells at the distances 0, 1, …, so that those to both sides add up to 1. */
function kernelOf(sigma: number, count: number): Float64Array {
  const reach = Number.isFinite(sigma) ? Math.min(Math.ceil(REACH * sigma), 2 * count) : 0;
  const kernel = Float64Array.from({ length: reach + 1 }, (_, d) => Math.exp(-0.5 * (d / sigma) ** 2));
  const sum = kernel.reduce((total, weight, d) => total + (d === 0 ? weight : 2 * weight), 0);
  return kernel.map((weight) => weight / sum);
}

function smoothed(row: Float64Array, kernel: Float64Array, { count, ends }: Cells): Float64Array {
  const result = new Float64Array(count);
  const reach = kernel.length - 1;
  for (let i = 0; i < count; i++) {
    const mass = row[i] as number;
    if (mass === 0) continue;
    if (i >= reach && i + reach < count) spread(result, kernel, i, mass);
    else
      for (let d = -reach; d <= reach; d++) {
        const at = ends === 'wrap' ? wrapped(i + d, count) : reflected(i + d, count);
        result[at] = (result[at] as number) + mass * (kernel[Math.abs(d)] as number);
      }
  }
  return result;
}

function spread(result: Float64Array, kernel: Float64Array, i: number, mass: number): void {
  result[i] = (result[i] as number) + mass * (kernel[0] as number);
  for (let d = 1; d < kernel.length; d++) {
    const share = mass * (kernel[d] as number);
    result[i - d] = (result[i - d] as number) + share;
    result[i + d] = (result[i + d] as number) + share;
  }
}

const wrapped = (i: number, count: number): number => ((i % count) + count) % count;

function reflected(i: number, count: number): number {
  const at = wrapped(i, 2 * count);
  return at < count ? at : 2 * count - 1 - at;
}
