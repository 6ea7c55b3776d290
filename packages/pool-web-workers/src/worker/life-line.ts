/**
 * Acquires a lock that the platform releases when this worker ends, by whatever cause.
 *
 * @param name name of the lock; undefined where the page has no locks
 * @returns whether the worker holds the lock
 */
export function holdLock(name: string | undefined): Promise<boolean> {
  if (name === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const hold = (): Promise<never> => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(name, hold).catch(() => resolve(false));
  });
}
