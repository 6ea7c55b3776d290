/** A damaged place in a file of a run. */
export type Damage = {
  /** Path of the file. */
  readonly path: string;
  /** Sentence that states what is damaged. */
  readonly message: string;
  /** Offset in the file in bytes, if it is known. */
  readonly offset?: number;
  /** Column of the damaged draws. */
  readonly column?: string;
  /** Chain of the damaged draws. */
  readonly chain?: number;
  /** Temperature of the damaged draws. */
  readonly temperature?: number;
};

/** Places of one file that are listed. */
export const MOST_DAMAGE = 100;

/** The damage of one file: the first places, and the number of all. */
export class DamageList {
  readonly places: Damage[] = [];
  count = 0;

  add(damage: Damage): void {
    if (this.count++ < MOST_DAMAGE) this.places.push(damage);
  }
}
