/**
 * Record of the parameters that the jumps of a proposal have moved. A single jump may leave a parameter exactly where it was (a
 * scale of zero, or one below the rounding of the position); if all of them do, the chain is frozen.
 */
export class JumpWatch {
  /** Whether every parameter has moved: nothing is left to watch. */
  done = false;
  readonly #moved: Uint8Array;
  #jumps = 0;

  /** @param count number of parameters */
  constructor(count: number) {
    this.#moved = new Uint8Array(count);
  }

  /** Records a jump. */
  record(from: Float64Array, to: Float64Array): void {
    const moved = this.#moved;
    let done = true;
    for (let i = 0; i < moved.length; i++) {
      if (to[i] !== from[i]) moved[i] = 1;
      else if (moved[i] === 0) done = false;
    }
    this.#jumps++;
    this.done = done;
  }

  /**
   * Adds, for each parameter, the number of jumps that left it where it was; −1 if any jump moved it.
   *
   * @param counts one number per parameter of a position
   * @param indices indices of the proposal's parameters in a position
   */
  addTo(counts: Int32Array, indices: Int32Array): void {
    for (let i = 0; i < indices.length; i++) {
      const at = indices[i] as number;
      if (this.#moved[i] === 1) counts[at] = MOVED;
      else if (counts[at] !== MOVED) counts[at] = (counts[at] as number) + this.#jumps;
    }
  }
}

/** Count of a parameter that was moved. */
export const MOVED = -1;
