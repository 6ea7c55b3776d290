import { type BlockShape, byteLengthOf } from './block.ts';
import { noRoom } from './no-room.ts';

/** Bytes that any process has to spare. */
const NOT_WORTH_A_TRIAL = 2 ** 28;
/** Bytes of the largest piece of memory that is asked for at once: as many as any engine for servers gives. */
const LARGEST_PIECE = 2 ** 35;

/**
 * Throws unless there is memory for the samples of a run, by asking for it: the engine knows its own limits and those of the
 * machine. What is not written to takes no memory yet.
 *
 * @param shape room for the samples of one chain
 * @throws RangeError that says how many bytes they take, and what to do
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
