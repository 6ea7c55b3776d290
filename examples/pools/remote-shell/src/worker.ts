// The program of a worker on another machine: reads items from stdin, writes answers to stdout, and ends with its stdin.
import { hostname } from 'node:os';
import { errorToData } from '@epsie/core';
import { answerItem, resultFailure } from '@epsie/core/pool-kit';
import { FrameReader, frame, GREETING } from './frames.js';
import type { FromWorker, ToWorker } from './messages.js';

const name = `process ${process.pid} of ${hostname()}`;
// What a model prints must not get between the messages.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

let cancelled: number | undefined;

/** Lets the task's process read from stdin: a cancellation, or the end of the program that wants the result. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

async function serve(request: Exclude<ToWorker, { cancel: number }>): Promise<void> {
  const { id } = request;
  const signal = {
    get aborted() {
      return cancelled === id;
    },
  };
  const answer = await answerItem(request, name, { signal, pause });
  try {
    write(frame({ id, answer } satisfies FromWorker));
  } catch (thrown) {
    const error = errorToData(resultFailure(thrown, request));
    write(frame({ id, answer: { error, worker: name } } satisfies FromWorker));
  }
}

const reader = new FrameReader((message) => {
  const toWorker = message as ToWorker;
  if ('cancel' in toWorker) cancelled = toWorker.cancel;
  else void serve(toWorker);
});
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
process.stdin.on('end', () => process.exit());
write(GREETING);
