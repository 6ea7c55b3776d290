import { digitsFor, rounded } from './rounding.ts';
import type { SummaryRow } from './row.ts';
import { linesOf, type SummaryWeights } from './weights-note.ts';

/** Numbers that all rows have in common. */
type SummaryFacts = {
  /** Number of chains. */
  readonly chains: number;
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
  readonly draws: number;
  readonly probability: number;
  readonly weights?: SummaryWeights;

  /** @internal */
  constructor(rows: readonly SummaryRow[], { chains, draws, probability, weights }: SummaryFacts) {
    this.rows = rows;
    this.chains = chains;
    this.draws = draws;
    this.probability = probability;
    if (weights !== undefined) this.weights = weights;
  }

  /**
   * Returns an aligned table: the standard error of the mean to two digits, mean, standard deviation, median and interval to the digit of
   * twice that error, effective sample sizes rounded down, R̂ to two decimals.
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
    const reasons = this.rows.flatMap(({ parameter, reason }) =>
      reason === undefined ? [] : [`${parameter}: ${reason}`],
    );
    return [...lines, ...reasons, ...linesOf(this.weights)].join('\n');
  }

  /** Returns plain data: the rows, the number of chains and of draws per chain, the probability of the intervals, and weights if there are any. */
  toJSON(): SummaryFacts & { readonly rows: readonly SummaryRow[] } {
    const { chains, draws, probability, rows, weights } = this;
    return { chains, draws, probability, rows, ...(weights === undefined ? {} : { weights }) };
  }

  // Notebooks show an object by this method.
  static {
    Object.defineProperty(Summary.prototype, Symbol.for('Jupyter.display'), {
      value(this: Summary) {
        return this.#display();
      },
    });
  }

  #display(): { readonly 'text/plain': string; readonly 'text/html': string } {
    const [head = [], ...body] = this.#cells();
    const line = (cells: readonly string[], tag: string): string =>
      `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
    const html = `<table><thead>${line(head, 'th')}</thead><tbody>${body.map((row) => line(row, 'td')).join('')}</tbody></table>`;
    const notes = linesOf(this.weights).map((note) => `<p>${escaped(note)}</p>`);
    return { 'text/plain': this.toString(), 'text/html': html + notes.join('') };
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
      'MCSE',
      'ESS bulk',
      'ESS tail',
      'R̂',
    ];
    const active = ({ active: of }: SummaryRow): string[] =>
      hasActive ? [of === undefined ? '1' : of.fraction.toFixed(3)] : [];
    return [[...head, ...(hasActive ? ['active'] : [])], ...this.rows.map((row) => [...cellsOf(row), ...active(row)])];
  }
}

function cellsOf({
  parameter,
  mean,
  sd,
  median,
  lower,
  upper,
  mcseMean,
  essBulk,
  essTail,
  rHat,
}: SummaryRow): string[] {
  const digits = digitsFor(2 * mcseMean);
  const located = [mean, sd, median, lower, upper].map((x) => rounded(x, digits));
  const sizes = [essBulk, essTail].map((size) => (Number.isFinite(size) ? String(Math.floor(size)) : String(size)));
  const error = Number.isFinite(mcseMean) ? mcseMean.toPrecision(2) : String(mcseMean);
  return [
    parameter,
    ...located,
    error.includes('e') ? String(Number(error)) : error,
    ...sizes,
    Number.isFinite(rHat) ? rHat.toFixed(2) : String(rHat),
  ];
}

// Combining marks such as that of R̂ have no width.
const widthOf = (cell: string): number => [...cell.replaceAll(/\p{Mark}/gu, '')].length;

function pad(cell: string, width: number, right: boolean): string {
  const room = ' '.repeat(width - widthOf(cell));
  return right ? room + cell : cell + room;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
