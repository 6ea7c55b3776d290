// Declares `Symbol.asyncDispose` and `Disposable` also for programs whose own `lib` has none.
/// <reference lib="esnext.disposable" preserve="true" />
import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { AbortSignalLike } from '@epsie/core';
import { expectBoolean, expected, expectOptions } from '@epsie/core/checks';
import { eraseStatus, isStatusShown, leaveStatus, write } from '../progress/status-line.ts';

/** The `AbortSignal` of the platform where its types are known, else the part of it that is used here. */
export type HostAbortSignal = typeof globalThis extends {
  /** The class, where there is one. */
  AbortSignal: {
    /** Has the type of the objects. */
    prototype: infer S;
  };
}
  ? S
  : AbortSignalLike;

/** A signal by which a person or a batch system asks a process to end, or announces that it will be ended. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT' | 'SIGUSR1' | 'SIGUSR2' | 'SIGXCPU';

const NAMES: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGXCPU'];

/** Node ends by these itself when nobody listens; for others it has plans of its own (a debugger). */
const ENDING: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU'];

/** One Ctrl-C comes twice where npm passes it on to a program that the terminal told already; in milliseconds. */
const ECHO = 100;

/** Options of {@link abortOnSignals}. */
export type SignalOptions = {
  /** Whether to print nothing when a signal comes. Default false: a line on stderr says that the run is stopping. */
  readonly quiet?: boolean;
};

type Listening = {
  readonly names: readonly StopSignal[];
  readonly controller: AbortController;
  readonly quiet: boolean;
};

const listening = new Set<Listening>();
let first: { readonly name: StopSignal; readonly time: number } | undefined;

/** Ends the process such that its exit status tells the signal. */
function end(name: StopSignal): never {
  for (const known of NAMES) process.off(known, onSignal);
  leaveStatus();
  if (ENDING.includes(name) && process.listenerCount(name) === 0) process.kill(process.pid, name);
  // Another listener, or being the first process of a container, keeps the signal from ending it.
  process.exit(128 + (constants.signals[name] ?? 0));
}

function onSignal(name: StopSignal): void {
  const concerned = [...listening].filter(({ names }) => names.includes(name));
  if (concerned.some(({ controller }) => controller.signal.aborted)) {
    if (first?.name === name && performance.now() - first.time < ECHO) return;
    end(name);
  }
  if (concerned.some(({ quiet }) => !quiet)) announce(name);
  const reason = Object.assign(new Error(`The process received ${name}`), { signal: name });
  for (const { controller } of concerned) controller.abort(reason);
  // Not before: an echo waits while the listeners are at work.
  first = { name, time: performance.now() };
}

function announce(name: StopSignal): void {
  const text =
    name === 'SIGINT'
      ? 'Stopping at the last complete segment; press Ctrl-C again to end at once'
      : `Received ${name}: stopping at the last complete segment; another signal ends the process at once`;
  // A terminal has shown ^C.
  const isBehindEcho = process.stderr.isTTY && name === 'SIGINT' && !isStatusShown();
  eraseStatus();
  write(process.stderr, `${isBehindEcho ? '\n' : ''}${text}\n`);
}

/** Listens for the signals that somebody asked for, and for no other ones. */
function update(): void {
  for (const name of NAMES) {
    process.off(name, onSignal);
    if ([...listening].some(({ names }) => names.includes(name))) process.on(name, onSignal);
  }
}

function expectSignals(signals: unknown): readonly StopSignal[] {
  const known = Array.isArray(signals) && signals.every((name) => (NAMES as readonly unknown[]).includes(name));
  if (!known || signals.length === 0) {
    throw new TypeError(
      expected('signals', `an array of some of ${NAMES.map((name) => `'${name}'`).join(', ')}`, signals),
    );
  }
  return [...signals] as StopSignal[];
}

/**
 * An `AbortSignal` that fires when the process is asked to end, so that a run can stop in order. Its reason is an error
 * with the name of the signal in `signal`. The second signal ends the process at once, with an exit status that tells which it was
 * (the same one again within 0.1 s counts as one). A line on stderr says at the first signal that the run is stopping. Disposing of it,
 * also by `using`, stops listening.
 *
 * @param signals which ones to listen for: by default Ctrl-C, the end of a batch job, and what batch systems can be asked to
 *   send some time before it
 * @param options `{ quiet: true }` to print nothing
 * @throws `TypeError` for other signals or options; an error in a worker thread, which gets no signals
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
    throw new Error(
      '`abortOnSignals` hears of no signal in a worker thread: call it in the main thread and pass it on',
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
