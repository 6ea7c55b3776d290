import { setTimeout as sleep } from 'node:timers/promises';

/** Returns whether a process of this machine is running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until a condition holds, for 20 s at most. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i === 400) throw new Error(`Expected within 20 s: ${condition}`);
    await sleep(50);
  }
}
