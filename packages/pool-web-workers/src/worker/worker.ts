// The program of a Web Worker: runs one task at a time, found by its name. It imports nothing by itself: a worker does not know the import
// map of its page, so the page sends it the addresses of the modules.

import type { TaskContext } from '@epsie/core';
import type { Cancellation, Reply, Report, TaskRequest, ToWorker, WorkerSetup } from '../protocol/messages.ts';
import { holdLock } from './life-line.ts';
import { loadModules, type Modules } from './load-modules.ts';
import { markWorker, reportEnd, reportStrayErrors } from './stray.ts';
import { turn } from './turn.ts';

/** The part of the global object of a worker that this program uses. */
type Port = {
  postMessage(message: Reply | Report, transfer?: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void;
};

const port = globalThis as unknown as Port;
const report = (message: Report): void => port.postMessage(message);

let modules: Promise<Modules | undefined> | undefined;
let cancelled: number | undefined;
let running: number | undefined;

// Before anything else: the first messages may already be waiting.
port.addEventListener('message', ({ data }) => {
  if ('epsieWorker' in data) modules = start(data);
  else if ('cancel' in data) cancel(data);
  else if ('id' in data) void serve(data);
});

/** Prepares the worker. Resolves with undefined if it cannot run tasks; the page has received a report then. */
async function start({ epsieWorker, modules: addresses, lock }: WorkerSetup): Promise<Modules | undefined> {
  markWorker(epsieWorker);
  reportEnd(report);
  try {
    const loaded = await loadModules(addresses);
    reportStrayErrors(report, () => (running === undefined ? undefined : loaded.core));
    report({ epsieReport: 'ready', locked: await holdLock(lock) });
    return loaded;
  } catch (error) {
    report({ epsieReport: 'unusable', message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function cancel(message: Cancellation): void {
  cancelled = message.cancel;
}

async function serve(request: TaskRequest): Promise<void> {
  const loaded = await modules;
  if (loaded === undefined) return;
  running = request.id;
  try {
    sendResult(loaded, request, await loaded.core.runTask(request, request.item, contextOf(request.id)));
  } catch (thrown) {
    sendError(loaded, request.id, thrown);
  }
}

/** Returns a signal that fires when the task pauses after the page has cancelled it. */
function contextOf(id: number): TaskContext {
  return {
    pause: turn,
    signal: {
      get aborted() {
        return cancelled === id;
      },
    },
  };
}

function sendResult({ core, poolKit }: Modules, request: TaskRequest, result: unknown): void {
  try {
    send({ id: request.id, result }, core.transferList(result));
  } catch (error) {
    throw poolKit.resultFailure(error, request);
  }
}

function sendError({ core, poolKit }: Modules, id: number, thrown: unknown): void {
  const error = core.errorToData(thrown);
  try {
    send({ id, error });
  } catch {
    send({ id, error: poolKit.bareError(error) });
  }
}

function send(reply: Reply, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(reply, transfer);
  running = undefined;
}
