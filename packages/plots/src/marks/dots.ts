import { element } from '../svg/element.ts';

/** Returns a dot at each point in pixels; none where a coordinate is NaN. */
export const dots = (xs: readonly number[], ys: readonly number[], color: number, radius = 2): string =>
  xs
    .map((x, i) => [x, ys[i] as number] as const)
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
    .map(([x, y]) => element('circle', { class: `f${color}`, cx: x, cy: y, r: radius }))
    .join('');
