import test from 'ava';
import { LinearCost } from '#src/run/writing/linear-cost.js';
import { Pace, type PaceLimits } from '#src/run/writing/pace.js';

const LIMITS: PaceLimits = { usual: 1e6, most: 4e6 };

type Machine = {
  /** Milliseconds of an iteration. */
  readonly iteration: number;
  /** Milliseconds of a segment beside its iterations. */
  readonly segment: number;
  /** Milliseconds of writing beside the draws. */
  readonly writing?: number;
  /** Factor of a measurement. */
  readonly noise?: (segment: number) => number;
};

type Trip = { readonly lengths: readonly number[]; readonly written: readonly number[]; readonly overhead: number };

/** Lets a pace choose the segments of some iterations. */
function travel(machine: Machine, iterations: number, limits: PaceLimits = LIMITS): Trip {
  const { iteration, segment, writing = 0, noise = () => 1 } = machine;
  const pace = new Pace(limits);
  const lengths: number[] = [];
  const written: number[] = [];
  let [done, unwritten, overhead] = [0, 0, 0];
  while (done < iterations) {
    const length = Math.min(pace.segment, iterations - done);
    pace.ran(length, (segment + length * iteration) * noise(lengths.length));
    lengths.push(length);
    done += length;
    unwritten += length;
    overhead += segment;
    if (!pace.isFull) continue;
    pace.wrote(writing + 0.1 * unwritten * iteration);
    written.push(unwritten);
    overhead += writing;
    unwritten = 0;
  }
  return { lengths, written, overhead: overhead / (iterations * iteration) };
}

test('segments take half a second where their fixed cost is small', (t) => {
  const { lengths } = travel({ iteration: 0.01, segment: 0.5 }, 1e6);
  t.deepEqual(lengths.slice(0, 3), [1, 1, 4]);
  t.is(Math.max(...lengths), 50_000);
});

test('where a segment costs much whatever its length, segments are so long that it costs at most 5 %', (t) => {
  // As measured for 280 chains of 16 temperatures and 15 parameters before and after runs became faster.
  for (const [segment, iteration, most] of [
    [470, 10, 0.15],
    [50, 10, 0.06],
  ] as const) {
    const { lengths, overhead } = travel({ segment, iteration }, 5000);
    const longest = Math.max(...lengths);
    t.true(segment / (longest * iteration) < (segment === 470 ? 0.1 : 0.05), `segments of ${longest}`);
    t.true(longest * iteration <= 5000, `${longest * iteration} ms in one segment`);
    t.true(overhead < most, `overhead of ${overhead}`);
  }
});

test('a machine that is slow for a while, or at first, changes little', (t) => {
  for (const noise of [
    (segment: number) => (segment === 0 ? 20 : 1),
    (segment: number) => 1 + (0.3 * ((7 * segment) % 5)) / 4,
    (segment: number) => (segment % 6 === 5 ? 3 : 1),
  ]) {
    const { overhead } = travel({ segment: 50, iteration: 10, noise }, 5000);
    t.true(overhead < 0.1, `overhead of ${overhead}`);
  }
});

test('an iteration that takes longer than a segment is a segment', (t) => {
  t.deepEqual(travel({ iteration: 60_000, segment: 1 }, 5).lengths, [1, 1, 1, 1, 1]);
  t.deepEqual(travel({ iteration: 2000, segment: 1 }, 6).lengths, [1, 1, 2, 1, 1]);
});

test('segments become shorter at once where iterations become slower', (t) => {
  const pace = new Pace(LIMITS);
  for (let i = 0; i < 20; i++) pace.ran(pace.segment, 1 + pace.segment * 0.1);
  const before = pace.segment;
  pace.ran(before, 1 + before * 10);
  t.true(pace.segment < before / 90, `${pace.segment} after ${before}`);
});

test('segments are as long as the draws that are kept, longer only where that pays', (t) => {
  const limits = { usual: 51, most: 204 };
  t.is(Math.max(...travel({ iteration: 1, segment: 0.1 }, 2000, limits).lengths), 51);
  const longest = Math.max(...travel({ iteration: 10, segment: 50 }, 2000, limits).lengths);
  t.true(longest > 100 && longest <= 125, `${longest}`);
  t.is(Math.max(...travel({ iteration: 10, segment: 470 }, 2000, limits).lengths), 204);
});

test('draws are written less often where writing has a high fixed cost', (t) => {
  const limits = { usual: 50, most: 200 };
  const cheap = travel({ iteration: 10, segment: 10, writing: 1 }, 2000, limits);
  // At first it is not known what of the time went into the draws.
  t.true(Math.max(...cheap.written.slice(3)) <= 50, cheap.written.join());
  const dear = travel({ iteration: 10, segment: 10, writing: 130 }, 2000, limits);
  t.true(Math.max(...dear.written) >= 150, dear.written.join());
  t.true(Math.max(...dear.written) <= 200, dear.written.join());
});

test('uses the segment length that is set', (t) => {
  t.deepEqual(travel({ iteration: 10, segment: 50 }, 100, { ...LIMITS, segment: 30 }).lengths, [30, 30, 30, 10]);
});

test('tolerates a clock that does not advance', (t) => {
  const { lengths } = travel({ iteration: 0, segment: 0 }, 1000);
  t.true(lengths.every((length) => length >= 1));
  t.true(lengths.length < 20);
});

test('separates fixed cost and cost per iteration', (t) => {
  const cost = new LinearCost();
  t.is(cost.fixed, 0);
  cost.add(1, 60);
  t.is(cost.fixed, 60, 'all of it, as long as there is one length');
  t.is(cost.perIteration, 0);
  for (const n of [2, 5, 11, 40]) cost.add(n, 50 + 10 * n);
  t.true(Math.abs(cost.fixed - 50) < 1e-9);
  t.true(Math.abs(cost.perIteration - 10) < 1e-9);
});
