/** Number of draws in a digest. */
export const DRAWS = 1000;

/** Collects the first draws of the coldest level of the first chain. */
export class FirstDraws {
  #numbers = new Float64Array(2 * DRAWS);
  #count = 0;

  /** Number of draws so far. */
  get count() {
    return this.#count;
  }

  /** Adds the draws of a segment; ignores those after the first ones. */
  add(x, y) {
    for (let i = 0; i < x.length && this.#count < DRAWS; i++, this.#count++) {
      this.#numbers[2 * this.#count] = x[i];
      this.#numbers[2 * this.#count + 1] = y[i];
    }
  }

  /** The digest of all bits of the draws, or undefined before they are complete. */
  get digest() {
    return this.#count < DRAWS ? undefined : fnv1a(new Uint8Array(this.#numbers.buffer));
  }
}

/** Returns the 64-bit FNV-1a hash of some bytes, as 16 hexadecimal digits. SHA-256 needs a secure context in browsers. */
function fnv1a(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
