import { describe, expected, expectPositive, rangeError, typeError } from '@epsie/core/checks';
import { isRecord } from '../checks/record.ts';
import { THEMES, type Theme } from '../theme/theme.ts';

/** Options of all figures. */
export type FigureOptions = {
  /** Width in pixels. Default 800; of `corner` more or less, by the number of parameters. */
  readonly width?: number;
  /** Colours. Default 'auto': those of the reader's system. */
  readonly theme?: Theme;
  /** Title above the figure. Default: no title. */
  readonly title?: string;
  /** Labels of parameters, such as `{ mass: 'M_{f} (M☉)' }`: `_{…}` is a subscript, `^{…}` a superscript. Default: their names. */
  readonly labels?: Readonly<Record<string, string>>;
};

/** Checked {@link FigureOptions}. */
export type Look = {
  /** Width in pixels that the figure is laid out for. */
  readonly width: number;
  /** Width in pixels at which it is shown, where that is too narrow for its labels: it is scaled down. */
  readonly shownWidth?: number;
  readonly theme: Theme;
  readonly title: string | undefined;
  readonly labelOf: (name: string) => string;
};

/** Names of {@link FigureOptions}. */
export const FIGURE_OPTIONS: readonly string[] = ['width', 'theme', 'title', 'labels'];

/** Options of figures of levels, which have no labels of parameters. */
export type LevelFigureOptions = Omit<FigureOptions, 'labels'> & {
  /** Leaves out what was recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
};

/** Names of {@link LevelFigureOptions}. */
export const LEVEL_OPTIONS: readonly string[] = ['width', 'theme', 'title', 'burnIn'];

/** Narrowest figure in pixels. */
const NARROWEST = 200;

/**
 * Checks the options of all figures.
 *
 * @param defaultWidth width of a figure without the option
 * @throws TypeError or RangeError for a wrong one
 */
export function expectLook(options: FigureOptions, defaultWidth = 800): Look {
  const { width = defaultWidth, theme = 'auto', title, labels = {} } = options;
  if (expectPositive('width', width) < NARROWEST)
    throw rangeError(expected('width', `${NARROWEST} pixels or more`, width));
  if (!THEMES.includes(theme)) throw rangeError(expected('theme', "'auto', 'light' or 'dark'", theme));
  if (title !== undefined && typeof title !== 'string') throw typeError(expected('title', 'a string', title));
  if (!isRecord(labels)) throw typeError(expected('labels', "an object such as { mass: 'M (M☉)' }", labels));
  for (const [name, label] of Object.entries(labels))
    if (typeof label !== 'string')
      throw typeError(`Expected the label of \`${name}\` to be a string, got ${describe(label)}`);
  return { width, theme, title, labelOf: (name) => labels[name] ?? name };
}
