/** Sizes above which messages are treated differently. Tests lower them; all ranks must have the same. */
export const limits: {
  /** Largest piece in bytes that is sent in one message: MPI counts in 32-bit integers. */
  chunk: number;
} = { chunk: 2 ** 30 };

/** Start and length of a piece. */
export type Piece = readonly [from: number, length: number];

/** Cuts a length into pieces of at most some length; an empty one into one empty piece. */
export function piecesOf(length: number, most: number = limits.chunk): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  do {
    pieces.push([from, Math.min(most, length - from)]);
    from += most;
  } while (from < length);
  return pieces;
}
