import { SIGNALS } from '../protocol/signals.ts';

/**
 * Records whether the program received a signal that it handles itself.
 *
 * A signal with any handler no longer ends the process, so the watch must not be the only one. It follows the program's handlers:
 *
 * | the program …                        | the watch …                           |
 * |--------------------------------------|---------------------------------------|
 * | adds its first handler of a signal   | adds its own, ahead of the program's  |
 * | removes its last handler             | removes its own                       |
 */
export class SignalWatch {
  /** Whether such a signal was received. */
  received = false;

  constructor() {
    for (const signal of SIGNALS) this.#follow(signal);
  }

  #follow(signal: NodeJS.Signals): void {
    const own = (): void => {
      this.received = true;
    };
    const add = () => process.prependListener(signal, own);
    const remove = () => process.off(signal, own);
    const hasOthers = () => process.listeners(signal).some((listener) => listener !== own);
    if (hasOthers()) add();
    // Node emits `newListener` before it adds a handler, and `removeListener` after it removed one: without others at that
    // moment, the handler is the first one to come, or was the last one to go.
    const when = (event: 'newListener' | 'removeListener', act: () => void) =>
      process.on(event as 'newListener', (name, listener) => {
        if (name === signal && listener !== own && !hasOthers()) act();
      });
    when('newListener', add);
    when('removeListener', remove);
  }
}
