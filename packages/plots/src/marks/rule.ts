import { DASH } from '../figure/legend.ts';
import type { Scale } from '../figure/panel.ts';
import { element } from '../svg/element.ts';

/** Look of a line across a panel: the class of its colour, and its dashes. */
export type RuleStyle = { readonly color: string; readonly dash?: string };

/** Look of a line that is no value of the draws. */
export const DASHED: RuleStyle = { color: 'axis', dash: DASH };
const SOLID: RuleStyle = { color: 'rule' };

/** Returns a line across a panel at a value of x, such as a truth; empty without the value. */
export function verticalRule(
  x: Scale,
  y: Scale,
  value: number | undefined,
  { color, dash }: RuleStyle = SOLID,
): string {
  if (value === undefined) return '';
  const [bottom, top] = y.range() as [number, number];
  return element('line', { class: color, x1: x(value), x2: x(value), y1: bottom, y2: top, 'stroke-dasharray': dash });
}

/** Returns a line across a panel at a value of y; empty without the value. */
export function horizontalRule(
  x: Scale,
  y: Scale,
  value: number | undefined,
  { color, dash }: RuleStyle = SOLID,
): string {
  if (value === undefined) return '';
  const [left, right] = x.range() as [number, number];
  return element('line', { class: color, x1: left, x2: right, y1: y(value), y2: y(value), 'stroke-dasharray': dash });
}

/** Returns the shade over the values of x up to one, such as burn-in; empty where it is not above the lowest. */
export function shade(x: Scale, y: Scale, upTo: number): string {
  const [bottom, top] = y.range() as [number, number];
  const [left, right] = x.range() as [number, number];
  const width = Math.min(x(upTo), right) - left;
  if (!(width > 0)) return '';
  return element('rect', { class: 'shade', x: left, y: top, width, height: bottom - top, 'fill-opacity': 0.6 });
}
