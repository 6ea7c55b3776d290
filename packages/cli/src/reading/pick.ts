import type { Values } from '../contract/command.ts';

/** Values of the analysis options, those that were passed. */
export type Picked = {
  readonly burnIn?: number;
  readonly thin?: number;
  readonly probability?: number;
  readonly effectiveSamples?: number;
  readonly parameters?: readonly string[];
  readonly temperatures?: 'coldest' | 'all';
  readonly compression?: number;
  readonly width?: number;
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly title?: string;
};

/** Returns some of the values, without those that were not passed. */
export function pick<Name extends keyof Picked>(values: Values, names: readonly Name[]): Pick<Picked, Name> {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  ) as Pick<Picked, Name>;
}
