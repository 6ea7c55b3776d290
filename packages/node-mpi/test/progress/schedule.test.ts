import test from 'ava';
import { nextPause, nextSpin } from '#src/progress/schedule.js';

const quiet = { sinceChange: 0, sinceTransfer: Infinity, spinTime: 0.1, bytes: 0, isCrowded: false };
const at = (situation: Partial<typeof quiet>) => nextPause({ ...quiet, ...situation });

test('the pause grows with the time since the last change', (t) => {
  t.is(at({ sinceChange: 0.05 }), 'spin');
  t.is(at({ sinceChange: 1 }), 'nap');
  t.deepEqual(at({ sinceChange: 100 }), { timer: 1 });
  t.deepEqual(at({ sinceChange: 2500 }), { timer: 12.5 });
  t.deepEqual(at({ sinceChange: 1e6 }), { timer: 25 });
});

test('spins longer for large messages, up to a limit', (t) => {
  t.is(at({ sinceChange: 10, bytes: 2 ** 24 }), 'spin');
  t.not(at({ sinceChange: 50, bytes: 2 ** 20 }), 'spin');
  t.deepEqual(at({ sinceChange: 101, bytes: 2 ** 32 }), { timer: 1 });
});

test('spins during a transfer', (t) => {
  t.is(at({ sinceChange: 1000, sinceTransfer: 0 }), 'spin');
  t.is(at({ sinceChange: 1000, sinceTransfer: 1 }), 'spin');
  t.deepEqual(at({ sinceChange: 1000, sinceTransfer: 3 }), { timer: 5 });
});

test('leaves the processor to others on a crowded machine', (t) => {
  t.deepEqual(at({ sinceChange: 0.01, isCrowded: true }), { timer: 1 });
  t.is(at({ sinceChange: 1, sinceTransfer: 1, isCrowded: true }), 'nap');
  t.is(at({ sinceChange: 1, sinceTransfer: 0, isCrowded: true }), 'spin');
});

test('spins longer after a message that came a little too late', (t) => {
  t.is(nextSpin(0.3), 0.6);
  t.is(nextSpin(0.01), 0.1);
  t.is(nextSpin(5), 0.1);
  t.is(at({ sinceChange: 0.5, spinTime: nextSpin(0.3) }), 'spin');
});
