import { rangeError } from '@epsie/core/checks';

/** Most parameters of a corner figure. */
const MOST = 20;

/** Width of a corner figure in pixels, and cells of its contours in each direction. */
export type CornerSize = { readonly width: number; readonly cells: number };

/**
 * Returns the size of a corner figure: wide enough for the labels of each panel, and as fine as the panels show.
 *
 * @throws RangeError for more than 20 parameters
 */
export function expectCornerSize(names: readonly string[], width: unknown): CornerSize {
  const count = names.length;
  if (count > MOST)
    throw rangeError(
      `Expected at most ${MOST} parameters, got ${count}. Name those to show: { parameters: ['${names[0]}', …] }`,
    );
  const usual = Math.min(1700, Math.max(400, 260 + 140 * count));
  const given = typeof width === 'number' && width > 0 ? width : usual;
  return { width: usual, cells: Math.round(Math.min(128, Math.max(48, given / count / 2.5))) };
}
