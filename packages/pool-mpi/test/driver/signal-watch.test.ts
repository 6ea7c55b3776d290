import test from 'ava';
import { SignalWatch } from '#src/driver/signal-watch.js';

const handlers = () => process.listenerCount('SIGUSR2');

// One watch for all: a process has one, and several would follow each other.
const watch = new SignalWatch();

test.serial('adds a handler with the first one of the program, and removes it with the last one', (t) => {
  const [first, second] = [() => {}, () => {}];
  t.is(handlers(), 0);
  process.on('SIGUSR2', first);
  process.on('SIGUSR2', second);
  t.is(handlers(), 3);
  process.off('SIGUSR2', first);
  t.is(handlers(), 2);
  process.off('SIGUSR2', second);
  t.is(handlers(), 0);
  t.false(watch.received);
});

test.serial('records a signal before the program handles it', (t) => {
  let seen: boolean | undefined;
  process.once('SIGUSR2', () => {
    seen = watch.received;
  });
  process.emit('SIGUSR2', 'SIGUSR2');
  t.true(seen);
  t.is(handlers(), 0);
});
