/** Lower and upper bound by parameter name; both belong to the interval. */
export type Bounds<P extends string> = { readonly [K in P]: readonly [lower: number, upper: number] };
