import { type Style, styleOf } from './style.ts';

/** A place to print text. */
export type Screen = {
  /** Characters per line; Infinity where the output is not a terminal and `COLUMNS` is not set. */
  readonly width: number;
  /** Lines of the terminal; 24 if they are unknown. */
  readonly height: number;
  /** Whether it is a terminal on which lines can be replaced. */
  readonly isTerminal: boolean;
  readonly style: Style;
  /** Prints text as it is. */
  write(text: string): void;
};

/** Stream of a terminal or a file, such as `process.stdout`: types of this package need none of Node's. */
type Output = {
  readonly isTTY?: boolean;
  readonly columns: number;
  readonly rows: number;
  hasColors(): boolean;
  write(text: string): unknown;
};

type Environment = { readonly [name: string]: string | undefined };

/** Narrowest width that is respected. */
const NARROWEST = 20;

/** Returns the screen of a stream. The width of a terminal is read whenever it is asked for, since it may change. */
export function screenOf(stream: Output, env: Environment = process.env): Screen {
  const isTerminal = stream.isTTY === true && env['TERM'] !== 'dumb';
  return {
    get width() {
      return Math.max(NARROWEST, widthOf(stream, env));
    },
    get height() {
      return stream.isTTY === true && stream.rows > 0 ? stream.rows : 24;
    },
    isTerminal,
    style: styleOf(stream.isTTY === true && stream.hasColors()),
    write: (text) => {
      stream.write(text);
    },
  };
}

function widthOf(stream: Output, env: Environment): number {
  // A terminal of unknown width reports 0 columns.
  if (stream.isTTY === true && stream.columns > 0) return stream.columns;
  const columns = Number(env['COLUMNS']);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return stream.isTTY === true ? 80 : Number.POSITIVE_INFINITY;
}
