/** Lower and upper bound by parameter name; both belong to the interval. */
export type Bounds<P extends string> = { readonly [K in P]: readonly [lower: number, upper: number] };

/** The options that a proposal or a birth with bounds needs at least, as a text for messages. */
export function boundsExample(parameters: unknown): string {
  const names = Array.isArray(parameters) ? parameters : [parameters];
  return `{ bounds: { ${names.map((name) => `${String(name)}: [lower, upper]`).join(', ')} } }`;
}
