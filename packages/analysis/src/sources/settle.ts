/** An analysis that asks for columns, one after another, and is given each. */
export type Steps<Result> = Generator<Float64Array | Promise<Float64Array>, Result, Float64Array>;

/** Runs an analysis: to its result where the columns are in memory, to the promise of it where they are promises. */
export function settle<Result>(steps: Steps<Result>): Result | Promise<Result> {
  let step = steps.next();
  while (!step.done) {
    if (step.value instanceof Float64Array) step = steps.next(step.value);
    else return settleLater(steps, step.value);
  }
  return step.value;
}

async function settleLater<Result>(steps: Steps<Result>, first: Promise<Float64Array>): Promise<Result> {
  let step = steps.next(await first);
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}
