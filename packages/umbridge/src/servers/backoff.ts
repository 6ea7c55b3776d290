/** Returns the milliseconds to wait after some failures one after another: 0.1 s, then twice as long every time, up to 5 s. */
export const backoff = (failures: number): number => Math.min(100 * 2 ** (failures - 1), 5000);
