export { Figure } from './figure/figure.ts';
export type { FigureOptions } from './figure/options.ts';
export { type TraceOptions, trace } from './figures/trace.ts';
export type { Theme } from './theme/theme.ts';
