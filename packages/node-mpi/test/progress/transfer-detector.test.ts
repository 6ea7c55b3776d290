import test from 'ava';
import { TransferDetector } from '#src/progress/transfer-detector.js';

const [FAST, SLOW] = [0.01, 1];

/** Observes rounds that took some milliseconds, one after the other, and returns the time since the last transfer. */
function observe(detector: TransferDetector, ...durations: readonly number[]): number {
  let now = 0;
  for (const duration of durations) {
    detector.observe(now, now + duration, 8, 1);
    now += duration;
  }
  return detector.timeSince(now);
}

test('takes two slow results in a row for a transfer', (t) => {
  const detector = new TransferDetector();
  detector.expect(1e6);
  t.is(observe(detector, SLOW), Infinity);
  t.is(observe(detector, FAST, SLOW, SLOW), 0);
  t.true(observe(detector, SLOW, SLOW, FAST) > 0);
});

test('takes a single slow result for an interruption', (t) => {
  const detector = new TransferDetector();
  detector.expect(1e6);
  t.is(observe(detector, SLOW, FAST, SLOW, FAST), Infinity);
});

test('expects no transfer of small messages', (t) => {
  const detector = new TransferDetector();
  detector.expect(1000);
  t.is(observe(detector, SLOW, SLOW, SLOW), Infinity);
  detector.expect(1e6);
  detector.reset();
  t.is(detector.largest, 0);
});

test('ignores rounds with an unknown start', (t) => {
  const detector = new TransferDetector();
  detector.expect(1e6);
  for (const end of [1, 2, 3]) detector.observe(undefined, end, 8, 1);
  t.is(detector.timeSince(3), Infinity);
});
