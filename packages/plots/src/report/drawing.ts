import type { TemperingReport } from '@epsie/analysis';
import type { Source } from '@epsie/analysis/sources';
import type { Figure } from '../figure/figure.ts';
import { swapsOf } from '../figures/swaps.ts';
import { type FigureKindName, figureKinds } from '../kinds/kinds.ts';
import { MOST_PARAMETERS } from './choice.ts';
import { figureBlock, missingFigure } from './figure-block.ts';
import { type Plan, WIDTH } from './plan.ts';
import { ask, type Work } from './steps.ts';

/** Results that figures use. */
export type Results = {
  /** Parameters with the largest R̂. */
  readonly worst: readonly string[];
  readonly tempering: TemperingReport | undefined;
};

/** Figures that thin by themselves, or whose axes count draws: they read the run itself. */
const OF_RUN: readonly FigureKindName[] = ['rank', 'autocorrelation', 'essGrowth', 'ladder', 'swaps', 'indexProcess'];
/** Fewest parameters of a corner that is as wide as the report. */
const WIDE_CORNER = 3;

/** Value of a computation, or the reason why there is none. */
export type Attempt<Value> = { readonly value: Value } | { readonly reason: string };

/** Computes something that a run may lack the data for. */
export function* attempt<Value>(compute: () => Value | Promise<Value>): Generator<unknown, Attempt<Value>, unknown> {
  try {
    return { value: yield* ask(compute()) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { reason: error.message };
    throw error;
  }
}

/** Draws some of the figures of a report, those that it has. */
export function* drawFigures(plan: Plan, results: Results, wanted: readonly FigureKindName[]): Work<string> {
  const blocks: string[] = [];
  for (const kind of plan.kinds.filter((name) => wanted.includes(name))) {
    const draw = (): Figure | Promise<Figure> => drawKind(kind, plan, results);
    const found = plan.areChosen ? { value: yield* ask(draw()) } : yield* attempt(draw);
    blocks.push(
      'value' in found ? figureBlock(kind, found.value, remarkOf(kind, plan)) : missingFigure(kind, found.reason),
    );
  }
  return blocks.join('');
}

function drawKind(kind: FigureKindName, plan: Plan, { worst, tempering }: Results): Figure | Promise<Figure> {
  const { burnIn, labels, truths, names } = plan;
  if (kind === 'swaps' && tempering !== undefined) return swapsOf(tempering, { ...plan.look, title: undefined });
  const first = names.slice(0, MOST_PARAMETERS);
  const parameters = kind === 'intervals' ? names : kind === 'corner' ? first : worst;
  const isNarrow = kind === 'corner' && first.length < WIDE_CORNER;
  const all = { burnIn, labels, truths, parameters, ...(isNarrow ? {} : { width: WIDTH }) };
  const { draw, options } = figureKinds[kind];
  const given = Object.fromEntries(Object.entries(all).filter(([name]) => options.includes(name)));
  return draw(OF_RUN.includes(kind) ? plan.source : (plan.shared as Source), given);
}

function remarkOf(kind: FigureKindName, { names }: Plan): string {
  if (names.length <= MOST_PARAMETERS || kind === 'intervals') return '';
  if (kind === 'corner') return ` The first ${MOST_PARAMETERS} of ${names.length} parameters.`;
  const isByParameter = figureKinds[kind].options.includes('parameters');
  return isByParameter ? ` The ${MOST_PARAMETERS} of ${names.length} parameters with the largest R̂.` : '';
}
