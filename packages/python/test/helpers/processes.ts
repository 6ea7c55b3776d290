import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Returns the processes of the Python side that are alive (not only entries of the process table): those below a process, and those that
 * have lost the process that started them.
 */
export function pythons(ancestor: number = process.pid): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) as RegExpExecArray);
  const parents = new Map(rows.map(([, pid, parent]) => [Number(pid), Number(parent)]));
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at))
      if (at === ancestor) return true;
    return parents.get(pid) === 1;
  };
  return rows
    .filter(
      ([, pid, , stat, args]) => !stat?.startsWith('Z') && args?.includes('epsie_worker.py') && isBelow(Number(pid)),
    )
    .map(([, pid]) => Number(pid));
}

/** Waits until a condition holds, and throws after a time that no machine needs. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Expected within 30 s: ${what}`);
    await sleep(20);
  }
}

/** Whether a process is alive. */
export function isAlive(pid: number): boolean {
  try {
    const stat = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return stat !== '' && !stat.startsWith('Z');
  } catch {
    return false;
  }
}
