import type { Pool } from '@epsie/core';
import { type ConformanceCheck, poolConformance } from '@epsie/core/testing';

/**
 * Returns the checks of the contract. Each would start its own processes, which takes long over ssh: those that do not close
 * their pool share one, which `close` closes.
 */
export function checksOf(createPool: () => Pool): {
  readonly checks: readonly ConformanceCheck[];
  close(): Promise<void>;
} {
  let shared: Pool | undefined;
  const lend = (): Pool => {
    shared ??= createPool();
    const { size, map } = shared;
    return { map: map.bind(shared), ...(size === undefined ? {} : { size }) };
  };
  const limit = { timeLimit: 60_000 };
  const lent = poolConformance(lend, limit);
  const checks = poolConformance(createPool, limit).map((own, i) =>
    own.name.includes('closed') ? own : (lent[i] ?? own),
  );
  return { checks, close: async () => await shared?.close?.() };
}
