import { rangeError } from '@epsie/core/checks';
import type { Look } from '../figure/options.ts';

/** Most parameters of a corner figure. */
const MOST = 20;

/** Pixels of a panel that has room for its labels, and of the labels to the left. */
const NARROWEST = 50;
const LABELS = 70;

/** Cells of the contours of a corner figure in each direction, and the widths at which it is laid out and shown. */
export type CornerSize = {
  readonly cells: number;
  readonly widths: (width: number) => Pick<Look, 'width' | 'shownWidth'>;
};

/**
 * Returns the size of a corner figure: laid out wide enough for the labels of each panel, and as fine as the panels show.
 *
 * @throws RangeError for more than 20 parameters
 */
export function expectCornerSize(names: readonly string[], width: unknown): CornerSize {
  const count = names.length;
  if (count > MOST)
    throw rangeError(
      `Expected at most ${MOST} parameters, got ${count}. Name those to show: { parameters: ['${names[0]}', …] }`,
    );
  const given = typeof width === 'number' && width > 0 ? width : usualWidth(count);
  const least = LABELS + NARROWEST * count;
  return {
    cells: Math.round(Math.min(128, Math.max(48, given / count / 2.5))),
    widths: (wanted) => (wanted < least ? { width: least, shownWidth: wanted } : { width: wanted }),
  };
}

/** Returns the width of a corner figure in pixels where none is given. */
export const usualWidth = (count: number): number => Math.min(1700, Math.max(400, 260 + 140 * count));
