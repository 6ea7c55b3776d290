import { type Attributes, element, escaped, pixel } from '../svg/element.ts';
import { FONT_SIZE } from '../svg/text.ts';
import { rootClass, styleSheet } from '../theme/theme.ts';
import { Figure } from './figure.ts';
import type { Look } from './options.ts';

/** Fonts that need no download, none wider than the last one named, by which labels are measured. */
const FONTS = "'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif";

/** Returns the figure with a content. */
export function figureOf(look: Look, height: number, description: string, content: string): Figure {
  const { width, theme, shownWidth = width } = look;
  const shownHeight = (height * shownWidth) / width;
  const root: Attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: rootClass(theme),
    width: shownWidth,
    height: shownHeight,
    viewBox: `0 0 ${pixel(width)} ${pixel(height)}`,
    role: 'img',
    'aria-label': description,
    'font-family': FONTS,
    'font-size': FONT_SIZE,
  };
  const paper = element('rect', { class: 'paper', width, height });
  const parts = [element('style', {}, escaped(styleSheet(theme))), paper, content];
  return new Figure(element('svg', root, ...parts), { width: shownWidth, height: shownHeight, description });
}
