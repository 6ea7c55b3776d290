/** Draws that a level shows. */
const CAPACITY = 3000;

/** The latest draws of one level, of all chains, and the present points. */
export class Trail {
  x = new Float32Array(CAPACITY);
  y = new Float32Array(CAPACITY);
  /** Present point of each chain. */
  heads = [];
  #count = 0;

  /** Number of draws that are shown. */
  get length() {
    return Math.min(this.#count, CAPACITY);
  }

  /** Adds draws by chain. */
  add(x, y) {
    for (let i = 0; i < x[0].length; i++)
      for (let chain = 0; chain < x.length; chain++, this.#count++) {
        this.x[this.#count % CAPACITY] = x[chain][i];
        this.y[this.#count % CAPACITY] = y[chain][i];
      }
    this.heads = x.map((values, chain) => ({ x: values.at(-1), y: y[chain].at(-1) }));
  }
}
