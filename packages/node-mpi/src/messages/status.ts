/** Source and length of a message. */
export type Status = {
  /** Rank of the sender. */
  readonly source: number;
  /** Tag that the sender gave the message. */
  readonly tag: number;
  /** Length in bytes. */
  readonly byteLength: number;
};

/** A message that a probe has matched, which nobody else can receive. */
export type Matched = Status & {
  /** Address of its handle. */
  readonly handle: number;
};

/** Returns the status of a message that came in pieces. */
export const combine = (pieces: readonly Status[]): Status => ({
  ...(pieces[0] as Status),
  byteLength: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
});
