/** Whether the longest statistical tests run in full. */
const COMPLETE = process.env['EPSIE_COMPLETE'] !== undefined;

/** Share of the chains of such a test that are run otherwise. */
const SHARE = 0.4;

/** Returns how many chains such a test runs. */
export const manyChains = (complete: number): number => (COMPLETE ? complete : Math.round(SHARE * complete));

/** Returns the cases of such a test that are run: all, or every second one. */
export const someOf = <T>(cases: readonly T[]): readonly T[] => cases.filter((_, i) => COMPLETE || i % 2 === 0);
