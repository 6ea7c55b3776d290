// Waits for signals, and prints what came of them: `node signalled.js MODE [SIGNAL…]`.
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker } from 'node:worker_threads';
import { abortOnSignals, type StopSignal } from '#src/signals/abort-on-signals.js';

const [, , mode = 'wait', ...names] = process.argv;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const options = { quiet: mode === 'quiet' };
const listen = () => abortOnSignals(names.length > 0 ? (names as StopSignal[]) : undefined, options);

if (!isMainThread) {
  listen();
} else if (mode === 'thread') {
  new Worker(new URL(import.meta.url), { argv: [mode] }).on('error', (error) => say(error.message));
} else {
  const signal = listen();
  const other = abortOnSignals(undefined, options);
  if (mode === 'listener') process.on('SIGINT', () => undefined);
  if (mode === 'disposed') for (const one of [signal, other]) one[Symbol.dispose]();
  if (mode === 'half-disposed') other[Symbol.dispose]();
  const stay = setInterval(() => undefined, 1000);
  signal.addEventListener('abort', async () => {
    const { message, signal: name } = signal.reason as Error & { signal: string };
    // Longer than the time in which the same signal counts as one, on a busy machine too.
    await sleep(400);
    say(`${message}; ${name}; ${other.aborted}`);
    if (mode === 'end' || mode === 'quiet') {
      clearInterval(stay);
      process.exitCode = 7;
    }
  });
  say('ready');
}
