/** A model of the server of the tests. */
export type ServedModel = {
  readonly inputSizes: readonly number[];
  readonly outputSizes: readonly number[];
  readonly evaluate: (input: readonly (readonly number[])[], config: unknown) => readonly (readonly number[])[];
};

type Pair = readonly [number, number];

/** Log likelihood of a Gaussian, of operations that are exact in every language. */
export const gaussian = (x: number, y: number, scale = 1): number => -0.5 * (x * x + y * y) * scale;

/** Models of the server, by name. */
export const MODELS: { readonly [name: string]: ServedModel } = {
  gaussian: {
    inputSizes: [2],
    outputSizes: [1],
    evaluate: ([point], config) => [[gaussian(...(point as unknown as Pair), (config as { scale?: number }).scale)]],
  },
  half: {
    inputSizes: [2],
    outputSizes: [1],
    evaluate: ([point]) => [
      [(point?.[0] ?? 0) > 0 ? gaussian(...(point as unknown as Pair)) : Number.NEGATIVE_INFINITY],
    ],
  },
  posterior: {
    inputSizes: [1, 1],
    outputSizes: [2],
    evaluate: ([[x = 0] = [], [y = 0] = []]) => [[Math.abs(x) <= 3 ? -2 : Number.NEGATIVE_INFINITY, gaussian(x, y)]],
  },
  recording: {
    inputSizes: [2],
    outputSizes: [1, 2],
    evaluate: ([point]) => {
      const [x, y] = point as unknown as Pair;
      return [[gaussian(x, y)], [x + y, x - y]];
    },
  },
};
