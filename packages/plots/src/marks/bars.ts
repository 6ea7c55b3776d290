import type { Scale } from '../figure/panel.ts';
import { element } from '../svg/element.ts';

/** Numbers of consecutive integers, with their errors (NaN where unknown). */
export type Bars = { readonly lowest: number; readonly values: readonly number[]; readonly errors: readonly number[] };

/** Returns a bar for each integer, with its error as a line. */
export const bars = ({ lowest, values, errors }: Bars, x: Scale, y: Scale): string =>
  values
    .map((value, i) => {
      const [left, right] = [x(lowest + i - 0.4), x(lowest + i + 0.4)];
      const [error, middle] = [errors[i] as number, x(lowest + i)];
      const box = {
        class: 'f0',
        x: left,
        y: y(value),
        width: right - left,
        height: y(0) - y(value),
        'fill-opacity': 0.7,
      };
      const bar = element('rect', box);
      if (!(error > 0)) return bar;
      const whisker = {
        class: 'rule',
        x1: middle,
        x2: middle,
        y1: y(Math.max(value - error, 0)),
        y2: y(value + error),
      };
      return bar + element('line', whisker);
    })
    .join('');
