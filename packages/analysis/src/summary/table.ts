import { htmlParagraphs, htmlTable, showAs } from '../notebook/display.ts';
import { digitsFor, rounded } from './rounding.ts';
import type { SummaryRow } from './row.ts';
import { linesOf, type SummaryWeights } from './weights-note.ts';

/** Numbers that all rows have in common. */
export type SummaryFacts = {
  /** Number of chains in the summary. */
  readonly chains: number;
  /** Chains that are not in it, as they are in their burn-in. */
  readonly leftOut: readonly number[];
  /** Draws per chain. */
  readonly draws: number;
  /** Probability of the intervals. */
  readonly probability: number;
  /** Weights of the draws, if those of all temperatures were summarized. */
  readonly weights?: SummaryWeights;
};

/** The summary of the parameters of a sampler or a run: a table for people, rows for programs. */
export class Summary implements SummaryFacts {
  /** One row per parameter. */
  readonly rows: readonly SummaryRow[];
  readonly chains: number;
  readonly leftOut: readonly number[];
  readonly draws: number;
  readonly probability: number;
  readonly weights?: SummaryWeights;

  /** @internal */
  constructor(rows: readonly SummaryRow[], { chains, leftOut, draws, probability, weights }: SummaryFacts) {
    this.rows = rows;
    this.chains = chains;
    this.leftOut = leftOut;
    this.draws = draws;
    this.probability = probability;
    if (weights !== undefined) this.weights = weights;
  }

  /**
   * Returns an aligned table: standard errors to two digits, the mean, median and interval to the digit of twice the error of the mean, the
   * standard deviation to that of twice its error, effective sample sizes rounded down, R̂ to two decimals. Below it are the reasons for
   * NaN, and the chains that are left out.
   */
  toString(): string {
    const cells = this.#cells();
    const widths = (cells[0] as string[]).map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
    const lines = cells.map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] as number, i > 0))
        .join('  ')
        .trimEnd(),
    );
    return [...lines, ...this.#belowTable()].join('\n');
  }

  #belowTable(): string[] {
    const reasons = this.rows.flatMap((row) => reasonsOf(row).map((reason) => `${row.parameter}: ${reason}`));
    return [...reasons, ...this.#notes()];
  }

  #notes(): string[] {
    const out = this.leftOut.length;
    const left = `${out} of ${out + this.chains} chains left out, still in their burn-in: ${this.leftOut.join(', ')}`;
    return [...(out === 0 ? [] : [left]), ...linesOf(this.weights)];
  }

  /** Returns plain data: the rows, the number of chains and of draws per chain, the chains left out, the probability of the intervals, and weights if any. */
  toJSON(): SummaryFacts & Pick<Summary, 'rows'> {
    const { chains, leftOut, draws, probability, rows, weights } = this;
    return { chains, leftOut, draws, probability, rows, ...(weights === undefined ? {} : { weights }) };
  }

  /** Returns the texts of the table of {@link Summary.toString} row by row, the head first, for another layout. */
  cells(): string[][] {
    return this.#cells();
  }

  static {
    showAs(Summary.prototype, (summary) => ({
      'text/plain': String(summary),
      'text/html': htmlTable(summary.#cells()) + htmlParagraphs(summary.#belowTable()),
    }));
  }

  #cells(): string[][] {
    const hasActive = this.rows.some(({ active }) => active !== undefined);
    const percent = `${Number((100 * this.probability).toPrecision(4))}%`;
    const head = [
      'parameter',
      'mean',
      'sd',
      'median',
      `${percent} lower`,
      'upper',
      'MCSE mean',
      'MCSE sd',
      'ESS bulk',
      'ESS tail',
      'R̂',
    ];
    const active = ({ active: of }: SummaryRow): string[] =>
      hasActive ? [of === undefined ? '1' : of.fraction.toFixed(3)] : [];
    return [[...head, ...(hasActive ? ['active'] : [])], ...this.rows.map((row) => [...cellsOf(row), ...active(row)])];
  }
}

const reasonsOf = ({ reason, essTail }: SummaryRow): string[] =>
  reason === undefined && Number.isNaN(essTail)
    ? ['ESS tail is undefined, as no draw is above the quantile 0.95']
    : [reason ?? []].flat();

function cellsOf(row: SummaryRow): string[] {
  const digits = row.kind === 'discrete' ? 0 : digitsFor(2 * row.mcseMean);
  const located = [row.median, row.lower, row.upper].map((x) => rounded(x, digits));
  return [
    row.parameter,
    rounded(row.mean, digitsFor(2 * row.mcseMean)),
    rounded(row.sd, digitsFor(2 * row.mcseSd)),
    ...located,
    ...[row.mcseMean, row.mcseSd].map(errorText),
    ...[row.essBulk, row.essTail].map((size) => String(Math.floor(size))),
    Number.isFinite(row.rHat) ? row.rHat.toFixed(2) : String(row.rHat),
  ];
}

// Two digits, without an exponent where that is short.
function errorText(error: number): string {
  const text = Number.isFinite(error) ? error.toPrecision(2) : String(error);
  return text.includes('e') ? String(Number(text)) : text;
}

// Combining marks such as that of R̂ have no width.
const widthOf = (cell: string): number => [...cell.replaceAll(/\p{Mark}/gu, '')].length;

function pad(cell: string, width: number, right: boolean): string {
  const room = ' '.repeat(width - widthOf(cell));
  return right ? room + cell : cell + room;
}
