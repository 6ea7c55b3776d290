import type { BatchModel, BatchResults, Evaluation, ModelFunction, Points, Random } from '@epsie/core';

type Numbers = { [name: string]: number[] };
type OnePoint<P extends string> = {
  readonly evaluate: ModelFunction<P>;
  readonly samplePrior?: (random: Random) => object;
};

/** Returns the model of many points that evaluates a model of one at each of them, synchronously or after a turn of the event loop. */
export function batched<P extends string>(model: OnePoint<P>, { asynchronous = false } = {}): BatchModel<P> {
  const { samplePrior } = model;
  const evaluate = model.evaluate as ModelFunction<string>;
  return {
    evaluateBatch: (points, out) => {
      if (!asynchronous) return write(evaluate, points, out);
      return new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(write(evaluate, points, out));
          } catch (error) {
            reject(error as Error);
          }
        });
      });
    },
    ...(samplePrior && { samplePrior: (random) => samplePrior(random) as never }),
  };
}

function write(evaluate: ModelFunction<string>, points: Points<string>, out: BatchResults): void {
  for (let i = 0; i < out.logLikelihood.length; i++) {
    const position = Object.fromEntries(Object.entries(points).map(([name, values]) => [name, values[i] as number]));
    writeOne(evaluate(position), i, out);
  }
}

/** Writes the evaluation of a point. */
export function writeOne({ logLikelihood, logPrior, blob }: Evaluation, i: number, out: BatchResults): void {
  out.logLikelihood[i] = logLikelihood;
  out.logPrior[i] = logPrior;
  if (blob === undefined) return;
  const nothing = (): number[] => new Array<number>(out.logLikelihood.length).fill(Number.NaN);
  out.blob ??= Object.fromEntries(Object.keys(blob).map((name) => [name, nothing()]));
  for (const [name, value] of Object.entries(blob)) ((out.blob as Numbers)[name] as number[])[i] = value;
}
