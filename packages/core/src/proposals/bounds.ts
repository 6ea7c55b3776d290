import type { ParameterDomain } from './family.ts';

/** Lower and upper bound by parameter name; both belong to the interval. */
export type Bounds<P extends string> = { readonly [K in P]: readonly [lower: number, upper: number] };

/** Returns the options that a proposal or a birth with bounds needs at least, as a text for messages. */
export function boundsExample(parameters: unknown): string {
  const names = Array.isArray(parameters) ? parameters : [parameters];
  return `{ bounds: { ${names.map((name) => `${String(name)}: [lower, upper]`).join(', ')} } }`;
}

/** Returns the interval of a parameter, for a proposal with bounds. */
export function domainOfBounds(
  { bounds }: { readonly bounds: readonly (readonly [number, number])[] },
  index: number,
): ParameterDomain {
  const [lower, upper] = bounds[index] as readonly [number, number];
  return { lower, upper };
}
