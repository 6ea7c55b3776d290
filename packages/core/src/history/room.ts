import { type BlockShape, byteLengthOf } from './block.ts';
import { noRoom } from './no-room.ts';

/** Bytes below which memory is not checked. */
const NOT_WORTH_A_TRIAL = 2 ** 28;
/** Bytes of the largest single allocation: engines of servers permit no more. */
const LARGEST_PIECE = 2 ** 35;

/**
 * Checks that there is memory for the samples of a run by allocating it, since the engine knows its own limits and those of the machine. Memory
 * that is not written to costs nothing.
 *
 * @param shape room for the samples of one chain
 * @throws RangeError with the number of bytes and advice
 */
export function expectRoom(shape: BlockShape, chains: number): void {
  const perChain = byteLengthOf(shape);
  const bytes = chains * perChain;
  if (bytes < NOT_WORTH_A_TRIAL) return;
  try {
    void new Float64Array(perChain / 8);
    const pieces: ArrayBuffer[] = [];
    for (let rest = bytes; rest > 0; rest -= LARGEST_PIECE) pieces.push(new ArrayBuffer(Math.min(rest, LARGEST_PIECE)));
  } catch (cause) {
    throw noRoom(shape.iterations, chains, bytes, cause);
  }
}
