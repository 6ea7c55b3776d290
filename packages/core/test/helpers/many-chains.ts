/** Share of the chains of the longest statistical tests that are run unless EPSIE_COMPLETE is set. */
const SHARE = 0.4;

/** Returns how many chains such a test runs. */
export const manyChains = (complete: number): number =>
  process.env['EPSIE_COMPLETE'] === undefined ? Math.round(SHARE * complete) : complete;
