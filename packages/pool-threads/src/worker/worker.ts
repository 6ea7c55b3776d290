// The program of a worker thread: one task at a time, by name.

import type { Writable } from 'node:stream';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { errorToData, runTask, type TaskContext, transferList } from '@epsie/core';
import { bareError, resultFailure } from '@epsie/core/pool-kit';
import type { Reply, Request, WorkerSetup } from '../protocol/messages.ts';

/** How long to wait for the main thread to take what a task printed, in milliseconds. */
const OUTPUT_LIMIT = 1000;

const port = parentPort as MessagePort;
const { cancelled } = workerData as WorkerSetup;
let outputStuck = false;

port.on('message', (request: Request) => void serve(request));

async function serve(request: Request): Promise<void> {
  try {
    const result = await runTask(request, request.item, { signal: signalOf(request.id) });
    await flushOutput();
    sendResult(request, result);
  } catch (thrown) {
    await flushOutput();
    sendError(request.id, thrown);
  }
}

/** Looks into shared memory, so that a task can ask in the middle of a synchronous loop. */
function signalOf(id: number): NonNullable<TaskContext['signal']> {
  return {
    get aborted() {
      return Atomics.load(cancelled, 0) === id;
    },
  };
}

function sendResult(request: Request, result: unknown): void {
  try {
    port.postMessage({ id: request.id, result } satisfies Reply, transferList(result));
  } catch (error) {
    throw resultFailure(error, request);
  }
}

function sendError(id: number, thrown: unknown): void {
  const error = errorToData(thrown);
  try {
    port.postMessage({ id, error } satisfies Reply);
  } catch {
    port.postMessage({ id, error: bareError(error) } satisfies Reply);
  }
}

/**
 * What a task prints waits in this thread until the main one asks for it, and is lost if the program ends before. So it
 * goes ahead of the result.
 */
async function flushOutput(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writable && stream.writableLength > 0 && !outputStuck) await flush(stream);
  }
}

function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      outputStuck = true;
      resolve();
    }, OUTPUT_LIMIT);
    stream.write('', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
