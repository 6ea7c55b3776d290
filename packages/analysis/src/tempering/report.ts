import { showAs } from '../notebook/display.ts';
import type { Travels } from './index-process.ts';
import type { TemperingNumbers, TemperingRow, TemperingWarning } from './numbers.ts';
import { displayOf, tableOf } from './table.ts';

/** Swaps and travels of a tempered sampler: a table as a string, plain numbers as fields and as JSON. */
export class TemperingReport implements TemperingNumbers {
  readonly rows: readonly TemperingRow[];
  readonly barrier: number;
  readonly suggestedLevels: number;
  readonly sweeps: number;
  readonly chains: readonly Travels[];
  readonly roundTrips: number;
  readonly restarts: number;
  readonly roundTripRate: number;
  readonly roundTripLaw: number;
  readonly warnings: readonly TemperingWarning[];

  /** @internal */
  constructor(numbers: TemperingNumbers) {
    this.rows = numbers.rows;
    this.barrier = numbers.barrier;
    this.suggestedLevels = numbers.suggestedLevels;
    this.sweeps = numbers.sweeps;
    this.chains = numbers.chains;
    this.roundTrips = numbers.roundTrips;
    this.restarts = numbers.restarts;
    this.roundTripRate = numbers.roundTripRate;
    this.roundTripLaw = numbers.roundTripLaw;
    this.warnings = numbers.warnings;
  }

  /** Returns an aligned table with a line per level, the sums above it and the warnings below. */
  toString(): string {
    return tableOf(this);
  }

  /** Returns the numbers as plain data. */
  toJSON(): TemperingNumbers {
    return { ...this };
  }

  static {
    showAs<TemperingReport>(TemperingReport.prototype, displayOf);
  }
}
