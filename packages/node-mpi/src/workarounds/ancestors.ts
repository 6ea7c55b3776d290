import { readFileSync } from 'node:fs';

/** Yields the ids of the ancestors of this process, starting with its parent; none where there is no `/proc`. */
export function* ancestors(): Generator<number> {
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) yield pid;
}

// The second field is the name of the program in parentheses, which may contain anything.
function parentOf(pid: number): number {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) \S /s, '')
        .split(' ')[0],
    );
  } catch {
    return 0;
  }
}
