import type { Option } from '../contract/command.ts';

/** Options that several commands have. */
export const OPTIONS: { readonly [name in 'burnIn' | 'thin' | 'parameters' | 'effectiveSamples']: Option } = {
  burnIn: {
    name: 'burn-in',
    kind: 'integer',
    value: 'N',
    least: 0,
    summary: 'leave out what was recorded up to iteration N (default 0)',
  },
  thin: { name: 'thin', kind: 'integer', value: 'N', least: 1, summary: 'take every N-th draw (default 1)' },
  parameters: {
    name: 'parameters',
    kind: 'names',
    value: 'NAMES',
    summary: 'parameters, separated by commas (default all)',
  },
  effectiveSamples: {
    name: 'effective-samples',
    kind: 'number',
    value: 'N',
    least: 0,
    summary: 'effective samples that each parameter should have (default 400)',
  },
};
