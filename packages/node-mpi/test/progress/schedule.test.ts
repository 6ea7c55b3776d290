import test from 'ava';
import { nextPause, nextSpin } from '#src/progress/schedule.js';

const quiet = { idle: 0, still: Infinity, spin: 0.1, bytes: 0, crowded: false };
const at = (situation: Partial<typeof quiet>) => nextPause({ ...quiet, ...situation });

test('the pause grows with the time that nothing happened', (t) => {
  t.is(at({ idle: 0.05 }), 'spin');
  t.is(at({ idle: 1 }), 'nap');
  t.deepEqual(at({ idle: 100 }), { timer: 1 });
  t.deepEqual(at({ idle: 2500 }), { timer: 12.5 });
  t.deepEqual(at({ idle: 1e6 }), { timer: 25 });
});

test('large messages are worth waiting for, but not for ever', (t) => {
  t.is(at({ idle: 10, bytes: 2 ** 24 }), 'spin');
  t.not(at({ idle: 50, bytes: 2 ** 20 }), 'spin');
  t.deepEqual(at({ idle: 101, bytes: 2 ** 32 }), { timer: 1 });
});

test('bytes that move are waited for', (t) => {
  t.is(at({ idle: 1000, still: 0 }), 'spin');
  t.is(at({ idle: 1000, still: 1 }), 'spin');
  t.deepEqual(at({ idle: 1000, still: 3 }), { timer: 5 });
});

test('where processors are few, others get them', (t) => {
  t.deepEqual(at({ idle: 0.01, crowded: true }), { timer: 1 });
  t.is(at({ idle: 1, still: 1, crowded: true }), 'nap');
  t.is(at({ idle: 1, still: 0, crowded: true }), 'spin');
});

test('what came a little too late is waited for next time', (t) => {
  t.is(nextSpin(0.3), 0.6);
  t.is(nextSpin(0.01), 0.1);
  t.is(nextSpin(5), 0.1);
  t.is(at({ idle: 0.5, spin: nextSpin(0.3) }), 'spin');
});
