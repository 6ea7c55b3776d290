// Declares `Symbol.asyncDispose` and `Disposable` also for programs whose own `lib` does not.
/// <reference lib="esnext.disposable" preserve="true" />
import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { AbortSignalLike } from '@epsie/core';
import { expectBoolean, expected, expectOptions, typeError, usageError } from '@epsie/core/checks';
import { systemError } from '../errors/system-error.ts';
import { eraseStatus, isStatusShown, leaveStatus, write } from '../progress/status-line.ts';

/** The `AbortSignal` of the platform if its types are known, else the part of it that is used here. */
export type HostAbortSignal = typeof globalThis extends {
  /** The class, if the platform has one. */
  AbortSignal: {
    /** Type of its instances. */
    prototype: infer S;
  };
}
  ? S
  : AbortSignalLike;

/** A signal by which a user or a batch system asks a process to end, or announces its end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT' | 'SIGUSR1' | 'SIGUSR2' | 'SIGXCPU';

const NAMES: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGXCPU'];

/** Signals that end a process without listeners; Node uses the others itself (SIGUSR1 starts the debugger). */
const ENDING: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU'];

/** Milliseconds in which the same signal counts once: npm forwards a Ctrl-C that the program has received from the terminal. */
const ECHO = 100;

/** Options of {@link abortOnSignals}. */
export type SignalOptions = {
  /** Whether to print nothing at a signal. Default false: a line on stderr reports that the run is stopping. */
  readonly quiet?: boolean;
};

type Listening = {
  readonly names: readonly StopSignal[];
  readonly controller: AbortController;
  readonly quiet: boolean;
};

const listening = new Set<Listening>();
let first: { readonly name: StopSignal; readonly time: number } | undefined;

/** Ends the process with the exit code of the signal. */
function end(name: StopSignal): never {
  for (const known of NAMES) process.off(known, onSignal);
  leaveStatus();
  if (ENDING.includes(name) && process.listenerCount(name) === 0) process.kill(process.pid, name);
  // Another listener, or being the first process of a container, prevents the signal from ending it.
  process.exit(128 + (constants.signals[name] ?? 0));
}

function onSignal(name: StopSignal): void {
  const concerned = [...listening].filter(({ names }) => names.includes(name));
  if (concerned.some(({ controller }) => controller.signal.aborted)) {
    if (first?.name === name && performance.now() - first.time < ECHO) return;
    end(name);
  }
  if (concerned.some(({ quiet }) => !quiet)) announce(name);
  const reason = Object.assign(systemError(`The process received ${name}`), { signal: name });
  for (const { controller } of concerned) controller.abort(reason);
  // Taken afterwards: an echo is queued while the listeners run.
  first = { name, time: performance.now() };
}

function announce(name: StopSignal): void {
  const text =
    name === 'SIGINT'
      ? 'Stopping at the last complete segment; press Ctrl-C again to end at once'
      : `Received ${name}: stopping at the last complete segment; another signal ends the process at once`;
  // The terminal has echoed ^C.
  const isBehindEcho = process.stderr.isTTY && name === 'SIGINT' && !isStatusShown();
  eraseStatus();
  write(process.stderr, `${isBehindEcho ? '\n' : ''}${text}\n`);
}

/** Installs listeners for the requested signals only. */
function update(): void {
  for (const name of NAMES) {
    process.off(name, onSignal);
    if ([...listening].some(({ names }) => names.includes(name))) process.on(name, onSignal);
  }
}

function expectSignals(signals: unknown): readonly StopSignal[] {
  const known = Array.isArray(signals) && signals.every((name) => (NAMES as readonly unknown[]).includes(name));
  if (!known || signals.length === 0) {
    throw typeError(expected('signals', `an array of some of ${NAMES.map((name) => `'${name}'`).join(', ')}`, signals));
  }
  return [...signals] as StopSignal[];
}

/**
 * Returns an `AbortSignal` that fires when the process is asked to end, so that a run can stop cleanly. Its reason is an error with the name of
 * the signal in `signal`. The second signal ends the process at once, with the exit code of the signal (the same signal within 0.1 s counts
 * once). At the first signal, a line on stderr reports that the run is stopping. Disposing of it, for example by `using`, stops listening.
 *
 * @param signals signals to listen for: by default Ctrl-C, the end of a batch job, and the signals that batch systems can send some time
 *   before it
 * @param options `{ quiet: true }` to print nothing
 * @throws `TypeError` for other signals or options; an error in a worker thread, which receives no signals
 *
 * @example
 * ```ts
 * import { abortOnSignals } from '@epsie/io';
 *
 * using signal = abortOnSignals(['SIGINT', 'SIGTERM']);
 * console.log(signal.aborted);
 * ```
 */
export function abortOnSignals(
  signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'],
  options: SignalOptions = {},
): HostAbortSignal & Disposable {
  const names = expectSignals(signals);
  expectOptions('abortOnSignals', options, ['quiet']);
  const quiet = expectBoolean('quiet', options.quiet ?? false);
  if (!isMainThread) {
    throw usageError(
      '`abortOnSignals` receives no signals in a worker thread: call it in the main thread and forward the abort',
    );
  }
  const entry: Listening = { names, controller: new AbortController(), quiet };
  listening.add(entry);
  update();
  const dispose = (): void => {
    listening.delete(entry);
    update();
  };
  return Object.assign(entry.controller.signal, { [Symbol.dispose]: dispose });
}
