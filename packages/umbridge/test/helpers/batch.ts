import { connect } from '#src/model/connect.js';
import type { AnyUmBridgeOptions } from '#src/model/options.js';

/** Numbers of a batch. */
export type Numbers = { readonly [parameter: string]: readonly number[] };

/** A batch function with a small form of its arguments. */
export type Evaluate = (numbers: Numbers) => Promise<{
  readonly logLikelihood: readonly number[];
  readonly logPrior: readonly number[];
  readonly blob?: { readonly [name: string]: ArrayLike<number> };
}>;

/** Connects to servers, without a sampler. */
export async function connected(options: Partial<AnyUmBridgeOptions>): Promise<Evaluate> {
  const evaluate = await connect({ name: 'gaussian', prior: { x: {}, y: {} }, ...options } as AnyUmBridgeOptions);
  return async (numbers) => {
    const points = Object.fromEntries(
      Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)]),
    );
    const count = Object.values(numbers)[0]?.length ?? 0;
    const out = {
      logLikelihood: new Float64Array(count).fill(Number.NaN),
      logPrior: new Float64Array(count).fill(Number.NaN),
    };
    await evaluate(points, out);
    return { ...out, logLikelihood: [...out.logLikelihood], logPrior: [...out.logPrior] };
  };
}
