// The program of a worker thread: runs one task at a time, found by its name.

import type { Writable } from 'node:stream';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { errorToData, runTask, type TaskContext, transferList } from '@epsie/core';
import { bareError, resultFailure } from '@epsie/core/pool-kit';
import type { Reply, TaskRequest, WorkerSetup } from '../protocol/messages.ts';

/** Time for the main thread to read a task's output, in milliseconds. */
const OUTPUT_LIMIT = 1000;

const port = parentPort as MessagePort;
const { cancelled } = workerData as WorkerSetup;
let outputStuck = false;

port.on('message', (request: TaskRequest) => void serve(request));

async function serve(request: TaskRequest): Promise<void> {
  try {
    const result = await runTask(request, request.item, { signal: signalOf(request.id) });
    await flushOutput();
    sendResult(request, result);
  } catch (thrown) {
    await flushOutput();
    sendError(request.id, thrown);
  }
}

/** Returns a signal that reads shared memory, so that a task can check it in the middle of a synchronous loop. */
function signalOf(id: number): NonNullable<TaskContext['signal']> {
  return {
    get aborted() {
      return Atomics.load(cancelled, 0) === id;
    },
  };
}

function sendResult(request: TaskRequest, result: unknown): void {
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
 * Flushes the output of a task before its result is sent. Output is buffered in this thread until the main thread reads it, and
 * would be lost if the program ended first.
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
