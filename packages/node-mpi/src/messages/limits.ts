/** Sizes at which messages are treated otherwise. Tests lower them; all ranks must have the same. */
export const limits: {
  /** Largest piece in bytes that goes in one message: MPI counts in 32-bit integers. */
  chunk: number;
} = { chunk: 2 ** 30 };

/** Pieces of at most some length, one where there is nothing: where each starts and how long it is. */
export function piecesOf(length: number, most: number = limits.chunk): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  do {
    pieces.push([from, Math.min(most, length - from)]);
    from += most;
  } while (from < length);
  return pieces;
}

/** Where a piece starts, and how long it is. */
export type Piece = readonly [from: number, length: number];
