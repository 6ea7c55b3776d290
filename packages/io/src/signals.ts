import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { AbortSignalLike } from '@epsie/core';
import { expected } from '@epsie/core/checks';

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

type Listening = { readonly names: readonly StopSignal[]; readonly controller: AbortController };

const listening = new Set<Listening>();
let first: { readonly name: StopSignal; readonly time: number } | undefined;

/** Ends the process such that its exit status tells the signal. */
function end(name: StopSignal): never {
  for (const known of NAMES) process.off(known, onSignal);
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
  first = { name, time: performance.now() };
  const reason = Object.assign(new Error(`The process received ${name}`), { signal: name });
  for (const { controller } of concerned) controller.abort(reason);
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
 * (the same one again within 0.1 s counts as one). Disposing of it, also by `using`, stops listening.
 *
 * @param signals which ones to listen for: by default Ctrl-C, the end of a batch job, and what batch systems can be asked to
 *   send some time before it
 * @throws `TypeError` for other signals; an error in a worker thread, which gets no signals
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
): HostAbortSignal & Disposable {
  const names = expectSignals(signals);
  if (!isMainThread) {
    throw new Error(
      '`abortOnSignals` hears of no signal in a worker thread: call it in the main thread and pass it on',
    );
  }
  const entry: Listening = { names, controller: new AbortController() };
  listening.add(entry);
  update();
  const dispose = (): void => {
    listening.delete(entry);
    update();
  };
  return Object.assign(entry.controller.signal, { [Symbol.dispose]: dispose });
}
