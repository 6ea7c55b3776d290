import { defineTask, isEpsieError } from '@epsie/core';
import { type Assignment, type PoolWorker, Scheduler } from '@epsie/core/pool-kit';
import test from 'ava';

const double = defineTask(import.meta.url, 'double', (x: number) => 2 * x);

/** A worker that keeps its item until the test ends it. */
class ManualWorker implements PoolWorker {
  assignment: Assignment | undefined;
  cancelled = 0;

  run(assignment: Assignment): void {
    this.assignment = assignment;
  }

  cancel(): void {
    this.cancelled++;
  }

  /** Makes the worker idle, and returns the item it had. */
  free(): Assignment {
    const { assignment } = this;
    this.assignment = undefined;
    return assignment as Assignment;
  }
}

function setUp(size: number) {
  const workers = Array.from({ length: size }, () => new ManualWorker());
  const activity: boolean[] = [];
  const scheduler = new Scheduler({
    workers,
    acquire: () => workers.find(({ assignment }) => assignment === undefined),
    onActive: (active) => activity.push(active),
  });
  const [first, second] = workers as [ManualWorker, ManualWorker];
  return { scheduler, activity, first, second };
}

test('returns results in the order of the items, whatever the order of their arrival', async (t) => {
  const { scheduler, activity, first, second } = setUp(2);
  const map = scheduler.map(double, [1, 2, 3]);
  scheduler.deliver(second.free(), 4);
  t.is(second.assignment?.index, 2, 'the next item is sent at once');
  scheduler.deliver(second.free(), 6);
  t.deepEqual(activity, [true]);
  scheduler.deliver(first.free(), 2);
  t.deepEqual(await map, [2, 4, 6]);
  t.deepEqual(activity, [true, false]);
});

test('shares the workers evenly among concurrent maps', (t) => {
  const { scheduler, first, second } = setUp(2);
  void scheduler.map(double, [1, 2, 3]);
  void scheduler.map(double, [4, 5]);
  const earlier = first.assignment?.job;
  t.is(second.assignment?.job, earlier);
  scheduler.deliver(second.free(), 4);
  t.not(second.assignment?.job, earlier);
});

test('a failure ends its map and cancels its other items', async (t) => {
  const { scheduler, first, second } = setUp(2);
  const map = scheduler.map(double, [1, 2, 3]);
  const error = new RangeError('no');
  scheduler.fail(first.free(), error);
  t.is(await t.throwsAsync(map), error);
  t.is(second.cancelled, 1);
  t.is(first.assignment, undefined, 'the third item is dropped');
});

test('retries the item of a lost worker once', async (t) => {
  const { scheduler, first } = setUp(1);
  const map = scheduler.map(double, [1]);
  const lost = new Error('lost twice');
  scheduler.retry(first.free(), () => lost);
  scheduler.dispatch();
  t.is(first.assignment?.index, 0);
  scheduler.retry(first.free(), () => lost);
  t.is(await t.throwsAsync(map), lost);
});

test('a signal rejects its map with ABORTED at once', async (t) => {
  const { scheduler, first } = setUp(1);
  const controller = new AbortController();
  const map = scheduler.map(double, [1], { signal: controller.signal });
  controller.abort('enough');
  const error = await t.throwsAsync(map);
  t.true(isEpsieError(error, 'ABORTED'));
  t.is(error.cause, 'enough');
  t.is(first.cancelled, 1);
});

test('close rejects running maps and all later ones', async (t) => {
  const { scheduler } = setUp(1);
  const map = scheduler.map(double, [1]);
  const closed = new Error('closed');
  scheduler.close(closed);
  t.is(await t.throwsAsync(map), closed);
  t.is(await t.throwsAsync(scheduler.map(double, [])), closed);
});
