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

/** Narrowest width that is respected. */
const NARROWEST = 20;

/** Returns the screen of a stream. The width of a terminal is read whenever it is asked for, since it may change. */
export function screenOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Screen {
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

function widthOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): number {
  // A terminal of unknown width reports 0 columns.
  if (stream.isTTY === true && stream.columns > 0) return stream.columns;
  const columns = Number(env['COLUMNS']);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return stream.isTTY === true ? 80 : Number.POSITIVE_INFINITY;
}
