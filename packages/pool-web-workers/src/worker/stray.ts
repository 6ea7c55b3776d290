// Faults of code outside of a task: callbacks that throw, promises that nobody awaits, calls of `close`.

import { type Report, WORKER_MARK } from '../protocol/messages.ts';

type Core = Pick<typeof import('@epsie/core'), 'errorToData'>;

type Scope = {
  [WORKER_MARK]?: number;
  close?(): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
};

const scope = globalThis as unknown as Scope;

/** Marks this global object as that of a worker. */
export function markWorker(number: number): void {
  scope[WORKER_MARK] = number;
}

/** Reports a call of `close`, which ends the worker without any event. */
export function reportEnd(report: (message: Report) => void): void {
  const close = scope.close?.bind(scope);
  if (close === undefined) return;
  scope.close = () => {
    report({ epsieReport: 'closing' });
    close();
  };
}

/**
 * Reports errors that nothing catches while a task is running. Those of an idle worker are left to the platform, which prints them.
 *
 * @param busy returns the functions of core while a task is running, else undefined
 */
export function reportStrayErrors(report: (message: Report) => void, busy: () => Core | undefined): void {
  const heed = (event: Event, thrown: unknown): void => {
    const core = busy();
    if (core === undefined) return;
    event.preventDefault();
    report({ epsieReport: 'stray', error: core.errorToData(thrown) });
  };
  scope.addEventListener('error', (event) => heed(event, event.error));
  scope.addEventListener('unhandledrejection', (event) => heed(event, event.reason));
}
