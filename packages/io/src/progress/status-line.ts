/** A stream for people to read: `process.stderr`, or anything that can be written to. */
export type OutputStream = {
  /** Writes text. */
  write(text: string, done?: (error?: Error | null) => void): unknown;
  /** Whether a terminal shows it. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal, in characters. */
  readonly columns?: number | undefined;
  /** Whether the terminal shows colours, and the user wants them (`NO_COLOR`). */
  hasColors?(): boolean;
  /** Listens for errors of writing. */
  once?(event: 'error', listener: () => void): unknown;
  /** Stops listening. */
  off?(event: 'error', listener: () => void): unknown;
};

/** Moves to the beginning of the line and erases it. */
const ERASE = '\r\x1b[K';

const ignore = (): void => {};

/** Writes, and ignores that nobody reads any more: a run must not end because its terminal went away. */
export function write(stream: OutputStream, text: string): void {
  stream.once?.('error', ignore);
  stream.write(text, (error) => {
    // The error event comes after this call.
    if (error) setImmediate(() => stream.off?.('error', ignore));
    else stream.off?.('error', ignore);
  });
}

const shown = new Set<StatusLine>();

/** The last line of a terminal, written again and again in its place. */
export class StatusLine {
  readonly #stream: OutputStream;

  /** @param stream a terminal */
  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** Shows a text that fits in the line instead of the last one. */
  show(text: string): void {
    write(this.#stream, `${ERASE}${text}`);
    if (shown.size === 0) listen();
    shown.add(this);
  }

  /** Leaves the text where it is and goes on below. */
  leave(): void {
    if (!shown.delete(this)) return;
    write(this.#stream, '\n');
    if (shown.size === 0) stopListening();
  }

  /** Makes room for the output of others. The next {@link StatusLine.show} is below it. */
  erase(): void {
    write(this.#stream, ERASE);
  }
}

/** Whether a line is shown now that the output of others would run into. */
export const isStatusShown = (): boolean => shown.size > 0;

/** Makes room for the output of others. */
export function eraseStatus(): void {
  for (const line of shown) line.erase();
}

/** Leaves what is shown, since the process is about to end. */
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
