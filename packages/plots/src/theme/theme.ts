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

/** Colours that people with any common colour blindness tell apart, each with a contrast of at least 3 to the paper. */
export const PALETTES: { readonly light: Palette; readonly dark: Palette } = {
  light: {
    ink: '#1c1f24',
    muted: '#5a616b',
    grid: '#d7dae0',
    paper: '#ffffff',
    series: ['#0b62a8', '#d1600c', '#16876a', '#8c3a94', '#8a7400', '#3f3f46'],
  },
  dark: {
    ink: '#eceef1',
    muted: '#a8afba',
    grid: '#3a4049',
    paper: '#15181d',
    series: ['#62b5ff', '#ff9d57', '#4fd0a7', '#d79be8', '#e2cf63', '#c9cbd1'],
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
