/** Work that asks for values or for promises of them, one after another, and is given each value. */
export type Work<Result> = Generator<unknown, Result, unknown>;

/** Asks for a value. */
export function* ask<Value>(value: Value | Promise<Value>): Generator<unknown, Value, unknown> {
  return (yield value) as Value;
}

/** Does work: to its result where no value is a promise, to the promise of it otherwise. */
export function finish<Result>(work: Work<Result>): Result | Promise<Result> {
  let step = work.next();
  while (!step.done) {
    if (step.value instanceof Promise) return finishLater(work, step.value);
    step = work.next(step.value);
  }
  return step.value;
}

async function finishLater<Result>(work: Work<Result>, first: Promise<unknown>): Promise<Result> {
  let step: IteratorResult<unknown, Result> = { done: false, value: first };
  while (!step.done) step = await nextOf(work, step.value);
  return step.value;
}

async function nextOf<Result>(work: Work<Result>, value: unknown): Promise<IteratorResult<unknown, Result>> {
  let known: unknown;
  try {
    known = await value;
  } catch (error) {
    return work.throw(error);
  }
  return work.next(known);
}
