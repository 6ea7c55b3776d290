/** Colours of a figure: `auto` follows the setting of the reader's system, where the figure is shown in a page. */
export type Theme = 'auto' | 'light' | 'dark';

/** Names of the themes. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

type Palette = {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly paper: string;
  readonly series: readonly string[];
};

/** Number of colours for series. */
export const COLORS = 6;

/**
 * Colours that people who lack any one kind of cone tell apart, in the vision model of Machado et al. 2009 (ΔE of 20 or more), each with a
 * contrast of at least 3 to the paper, and of 4.5 for text.
 */
export const PALETTES: { readonly light: Palette; readonly dark: Palette } = {
  light: {
    ink: '#1c1f24',
    muted: '#5a616b',
    grid: '#d7dae0',
    paper: '#ffffff',
    series: ['#1450b8', '#e06900', '#12a070', '#98609f', '#7a3403', '#30252b'],
  },
  dark: {
    ink: '#eceef1',
    muted: '#a8afba',
    grid: '#3a4049',
    paper: '#15181d',
    series: ['#6699ff', '#e88840', '#63eea0', '#bf8cc9', '#f3ea5a', '#c8f0ea'],
  },
};

/** Returns the style sheet of a theme, for the elements in a root with the class {@link rootClass}. */
export function styleSheet(theme: Theme): string {
  if (theme !== 'auto') return rules(PALETTES[theme], theme);
  return `${rules(PALETTES.light, theme)}@media (prefers-color-scheme:dark){${rules(PALETTES.dark, theme)}}`;
}

/** Returns the class of the root of figures with a theme. */
export const rootClass = (theme: Theme): string => `epsie-${theme}`;

function rules({ ink, muted, grid, paper, series }: Palette, theme: Theme): string {
  const of = (name: string, property: 'fill' | 'stroke', color: string): string =>
    `.${rootClass(theme)} .${name}{${property}:${color}}`;
  return [
    of('ink', 'fill', ink),
    of('muted', 'fill', muted),
    of('paper', 'fill', paper),
    of('shade', 'fill', grid),
    of('axis', 'stroke', muted),
    of('rule', 'stroke', ink),
    of('grid', 'stroke', grid),
    ...series.flatMap((color, i) => [of(`s${i}`, 'stroke', color), of(`f${i}`, 'fill', color)]),
  ].join('');
}
