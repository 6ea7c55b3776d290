import { type Attributes, element, escaped } from './element.ts';

/** Font size in pixels. */
export const FONT_SIZE = 12;
/** Height of a line of text in pixels. */
export const LINE: number = 1.5 * FONT_SIZE;
/** Size of subscripts and superscripts as a fraction of the text. */
const SMALL = 0.7;
/** Shift of the baseline of superscripts up, and of subscripts down, as a fraction of the font size. */
const SHIFT = { '^': 0.4, _: -0.25 };

/** Widths of the characters from the space on, in hundredths of the font size: those of DejaVu Sans, the widest of the fonts. */
const WIDTHS = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
  84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
  69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
  82, 59, 59, 52, 64, 34, 64, 84,
];
/** Width of any other character. */
const OTHER = 90;

type Part = { readonly text: string; readonly shift: number };

/** Returns the width of a label in pixels, which no usual sans-serif font exceeds. */
export function widthOf(label: string, size: number = FONT_SIZE): number {
  return partsOf(label).reduce((sum, { text, shift }) => sum + size * (shift === 0 ? 1 : SMALL) * plainWidth(text), 0);
}

/** Returns the label, or its two ends around an ellipsis, that is no wider than `width` pixels. Subscripts and superscripts remain such. */
export function shortened(label: string, width: number, size: number = FONT_SIZE): string {
  if (widthOf(label, size) <= width) return label;
  const characters = partsOf(label).flatMap(({ text, shift }) => [...text].map((each) => ({ text: each, shift })));
  for (let kept = characters.length - 1; kept > 0; kept--) {
    const tail = Math.floor(kept / 2);
    const [start, end] = [characters.slice(0, kept - tail), characters.slice(characters.length - tail)];
    const short = [...start, { text: '…', shift: 0 }, ...end].map(marked).join('');
    if (widthOf(short, size) <= width) return short;
  }
  return '…';
}

const marked = ({ text, shift }: Part): string => (shift === 0 ? text : `${shift > 0 ? '^' : '_'}{${text}}`);

/**
 * Returns a text element. `_{…}` in the label is a subscript, `^{…}` a superscript. A label that is too wide is shortened, and its full text shown on
 * hovering.
 */
export function text(label: string, attributes: Attributes, width: number = Number.POSITIVE_INFINITY): string {
  const shown = shortened(label, width);
  const title = shown === label ? [] : [element('title', {}, escaped(label))];
  let baseline = 0;
  const spans = partsOf(shown).map((part) => {
    const dy = FONT_SIZE * (baseline - part.shift);
    baseline = part.shift;
    if (dy === 0 && part.shift === 0) return escaped(part.text);
    return element('tspan', { dy, 'font-size': part.shift === 0 ? undefined : `${SMALL}em` }, escaped(part.text));
  });
  return element('text', attributes, ...title, ...spans);
}

function partsOf(label: string): readonly Part[] {
  const pieces = label.split(/([_^]\{[^{}]*\})/).filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const mark = piece[0] as '_' | '^';
    const isShifted = (mark === '_' || mark === '^') && piece[1] === '{' && piece.endsWith('}');
    return isShifted ? { text: piece.slice(2, -1), shift: SHIFT[mark] } : { text: piece, shift: 0 };
  });
}

function plainWidth(plain: string): number {
  let sum = 0;
  for (const character of plain.replaceAll(/\p{Mark}/gu, ''))
    sum += WIDTHS[(character.codePointAt(0) as number) - 32] ?? OTHER;
  return sum / 100;
}
