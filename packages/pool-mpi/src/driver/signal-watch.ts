/** The signals by which launchers and schedulers tell a job to end, or to save its state. */
export const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

/**
 * Knows whether the program was sent a signal that it handles itself. Adds no handler where the program has none, since that
 * would keep the signal from ending the process.
 */
export class SignalWatch {
  /** Whether one came. */
  received = false;

  constructor() {
    for (const signal of SIGNALS) this.#watch(signal);
  }

  #watch(signal: NodeJS.Signals): void {
    const note = (): void => {
      this.received = true;
    };
    const theirs = () => process.listeners(signal).filter((listener) => listener !== note).length;
    if (theirs() > 0) process.prependListener(signal, note);
    process.on('newListener', (name, listener) => {
      if (name === signal && listener !== note && theirs() === 0) process.prependListener(signal, note);
    });
    process.on('removeListener', (name, listener) => {
      if (name === signal && listener !== note && theirs() === 0) process.off(signal, note);
    });
  }
}
