/** An output stream, such as `process.stderr`. */
export type OutputStream = {
  /** Writes text. */
  write(text: string, done?: (error?: Error | null) => void): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal, in characters. */
  readonly columns?: number | undefined;
  /** Whether the terminal shows colours, and the user has not turned them off (`NO_COLOR`). */
  hasColors?(): boolean;
  /** Listens for errors of writing. */
  once?(event: 'error', listener: () => void): unknown;
  /** Stops listening. */
  off?(event: 'error', listener: () => void): unknown;
};

/** Moves to the beginning of the line and erases it. */
const ERASE = '\r\x1b[K';

const ignore = (): void => {};

/** Writes text and ignores errors: a run must not end because its terminal was closed. */
export function write(stream: OutputStream, text: string): void {
  stream.once?.('error', ignore);
  stream.write(text, (error) => {
    // The error event comes after this call.
    if (error) setImmediate(() => stream.off?.('error', ignore));
    else stream.off?.('error', ignore);
  });
}

const shown = new Set<StatusLine>();

/** The last line of a terminal, updated in place. */
export class StatusLine {
  readonly #stream: OutputStream;

  /** @param stream a terminal */
  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** Replaces the text, which must fit in the line. */
  show(text: string): void {
    write(this.#stream, `${ERASE}${text}`);
    if (shown.size === 0) listen();
    shown.add(this);
  }

  /** Keeps the text and continues on the next line. */
  leave(): void {
    if (!shown.delete(this)) return;
    write(this.#stream, '\n');
    if (shown.size === 0) stopListening();
  }

  /** Erases the text, to make room for other output. The next {@link StatusLine.show} is below that. */
  erase(): void {
    write(this.#stream, ERASE);
  }
}

/** Returns whether a line is shown now that other output would run into. */
export const isStatusShown = (): boolean => shown.size > 0;

/** Erases all lines, to make room for other output. */
export function eraseStatus(): void {
  for (const line of shown) line.erase();
}

/** Keeps what is shown, before the process ends. */
export function leaveStatus(): void {
  for (const line of shown) line.leave();
}

// Node prints a warning in its own listener.
function listen(): void {
  process.prependListener('warning', eraseStatus);
  process.on('exit', leaveStatus);
}

function stopListening(): void {
  process.off('warning', eraseStatus);
  process.off('exit', leaveStatus);
}
