import type { MapJob } from './map-job.ts';

/** One item of a map, assigned to a worker. */
export type Assignment = {
  /** The map. */
  readonly job: MapJob;
  /** Index of the item in the map. */
  readonly index: number;
};

/** One worker of a pool, as a {@link Scheduler} sees it. */
export interface PoolWorker {
  /** The item that the worker has; undefined while it is idle. */
  readonly assignment: Assignment | undefined;
  /**
   * Sends an item to the worker, which keeps it as its {@link PoolWorker.assignment} until it replies.
   *
   * @throws if the item cannot be sent; the worker stays idle then
   */
  run(assignment: Assignment): void;
  /** Cancels the worker's item, whose result is no longer needed. */
  cancel(): void;
}

/** The workers of a pool, as a {@link Scheduler} gets them. */
export interface WorkerSource<W extends PoolWorker> {
  /** All workers, idle and busy. */
  readonly workers: Iterable<W>;
  /** Returns an idle worker, starting one if the pool can; undefined if all are busy. */
  acquire(): W | undefined;
  /**
   * Called with `true` when the first map starts and with `false` when the last one ends. In between, the pool should keep the
   * process alive.
   */
  onActive?(active: boolean): void;
}
